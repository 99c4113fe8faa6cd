// SPDX-License-Identifier: Apache-2.0
#include "core/domain/name_keys.h"

#include <algorithm>

namespace cordon {

namespace {

bool isSeparator(char c)
{
    return c == '-' || c == '_' || c == '.';
}

bool isProjectKey(std::string_view name)
{
    char before = ' ';
    for (const char c : name) {
        if (asciiLower(c) != c || (isSeparator(c) && (c != '-' || before == '-'))) {
            return false;
        }
        before = c;
    }
    return true;
}

void writeProjectKey(std::string_view name, std::string& key)
{
    key.clear();
    key.reserve(name.size());
    bool inRun = false;
    for (const char c : name) {
        const bool separator = isSeparator(c);
        if (!separator) {
            key += asciiLower(c);
        } else if (!inRun) {
            key += '-';
        }
        inRun = separator;
    }
}

} // namespace

std::string accountKeyOf(std::string_view name)
{
    std::string key(name);
    std::transform(key.begin(), key.end(), key.begin(), asciiLower);
    return key;
}

std::string projectKeyOf(std::string_view name)
{
    std::string key;
    writeProjectKey(name, key);
    return key;
}

std::string_view accountKeyOf(std::string_view name, std::string& storage)
{
    if (std::all_of(name.begin(), name.end(), [](char c) { return asciiLower(c) == c; })) {
        return name;
    }
    storage.assign(name);
    std::transform(storage.begin(), storage.end(), storage.begin(), asciiLower);
    return storage;
}

std::string_view projectKeyOf(std::string_view name, std::string& storage)
{
    if (isProjectKey(name)) {
        return name;
    }
    writeProjectKey(name, storage);
    return storage;
}

} // namespace cordon
