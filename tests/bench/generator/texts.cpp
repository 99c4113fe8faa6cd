// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/texts.h"

#include "tests/bench/generator/words.h"

#include <array>
#include <charconv>
#include <chrono>
#include <string_view>

namespace cordon::bench {

namespace {

// One stream of bits for each kind of row.
enum Salt : std::uint64_t { OfAccount = 1, OfEmail = 2, OfProject = 3, OfCampaign = 4 };

std::uint64_t bitsOf(Salt salt, std::uint64_t row)
{
    return mixed((row << 3U) | salt);
}

/// The members of a campaign are named alike.
void campaignWord(std::uint32_t campaign, std::string& out)
{
    const std::uint64_t bits = bitsOf(OfCampaign, campaign);
    out += static_cast<char>('a' + bits % 26);
    out += static_cast<char>('a' + (bits >> 8U) % 26);
    out += wordAt(bits >> 16U);
}

void appendPadded(unsigned number, int digits, std::string& out)
{
    std::array<char, 8> text{};
    for (int at = digits - 1; at >= 0; --at, number /= 10) {
        text[static_cast<std::size_t>(at)] = static_cast<char>('0' + number % 10);
    }
    out.append(text.data(), static_cast<std::size_t>(digits));
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Now and then an address hides something before its "@".
void appendOddity(std::uint64_t bits, std::string& out)
{
    static constexpr std::array<std::string_view, 5> kOdd{"\u202E", "o'brien", "\u200B", "+tag,comma", "\"quoted\""};
    if (bits % 1024 == 0) {
        out += kOdd[(bits >> 10U) % kOdd.size()];
    }
}

void appendHost(const std::string& domain, std::uint64_t bits, std::string& out)
{
    if (bits % 64 == 0) {
        out += "mail.";
    }
    const std::size_t from = out.size();
    out += domain;
    if (bits % 97 == 0) {
        for (std::size_t i = from; i < out.size(); ++i) {
            out[i] = out[i] >= 'a' && out[i] <= 'z' ? static_cast<char>(out[i] - 'a' + 'A') : out[i];
        }
    }
}

} // namespace

void appendNumber(std::uint64_t number, std::string& out)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void appendTime(std::int64_t seconds, std::string& out)
{
    using namespace std::chrono;
    const sys_seconds at{std::chrono::seconds(seconds)};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const auto rest = static_cast<unsigned>((at - day).count());
    appendPadded(static_cast<unsigned>(static_cast<int>(date.year())), 4, out);
    out += '-';
    appendPadded(static_cast<unsigned>(date.month()), 2, out);
    out += '-';
    appendPadded(static_cast<unsigned>(date.day()), 2, out);
    out += 'T';
    appendPadded(rest / 3600, 2, out);
    out += ':';
    appendPadded(rest / 60 % 60, 2, out);
    out += ':';
    appendPadded(rest % 60, 2, out);
    out += 'Z';
}

void accountName(const World& world, std::uint32_t account, std::string& out)
{
    const std::uint64_t bits = bitsOf(OfAccount, account);
    out.clear();
    if (const std::uint32_t campaign = world.accounts()[account].campaign; campaign != kNone) {
        campaignWord(campaign, out);
    } else {
        out += wordAt(bits);
        out += ((bits >> 16U) & 1U) != 0 ? "-" : "";
        out += (bits >> 20U) % 2500 == 0 ? kNeedle : wordAt(bits >> 8U);
    }
    appendNumber(account, out); // no two are alike
    if (((bits >> 40U) & 1U) != 0) {
        out[0] = static_cast<char>(out[0] - 'a' + 'A');
    }
}

void accountEmail(const World& world, std::uint32_t account, std::string& out)
{
    const std::uint64_t bits = bitsOf(OfEmail, account);
    accountName(world, account, out);
    if (bits % 3 == 0 && world.accounts()[account].campaign == kNone) {
        out = wordAt(bits >> 8U);
        out += '.';
        out += (bits >> 20U) % 2500 == 0 ? kNeedle : wordAt(bits >> 16U);
        appendNumber(account, out);
    }
    appendOddity(bits >> 36U, out);
    out += '@';
    appendHost(world.domains().name(world.accounts()[account].domain), bits >> 32U, out);
}

void projectName(const World& world, std::uint32_t project, std::string& out)
{
    static constexpr std::array<std::string_view, 6> kBetween{"-", "_", ".", "", "-_", "-"};
    const std::uint64_t bits = bitsOf(OfProject, project);
    out.clear();
    out += wordAt(bits);
    out += kBetween[(bits >> 8U) % kBetween.size()];
    if (world.projects()[project].campaign == kNone) {
        out += (bits >> 20U) % 2500 == 0 ? kNeedle : wordAt(bits >> 12U);
        out += (bits >> 44U) % 4 == 0 ? "-py" : "";
    } else {
        campaignWord(world.projects()[project].campaign, out);
    }
    appendNumber(project, out); // no two are alike, however they are spelled
    if (((bits >> 50U) & 1U) != 0) {
        out[0] = static_cast<char>(out[0] - 'a' + 'A');
    }
}

void projectKey(const World& world, std::uint32_t project, std::string& out)
{
    projectName(world, project, out);
    std::size_t kept = 0;
    for (const char c : out) {
        const bool mark = c == '-' || c == '_' || c == '.';
        if (!mark || out[kept - 1] != '-') {
            out[kept++] = mark ? '-' : lower(c);
        }
    }
    out.resize(kept);
}

void summary(std::uint64_t bits, std::string& out)
{
    out.clear();
    if (bits % 61 == 0) {
        out += hostileText(bits >> 8U);
        return;
    }
    out += "a ";
    for (unsigned i = 0; i < 3 + (bits >> 8U) % 4; ++i) {
        out += wordAt(bits >> (12U + 7U * i));
        out += ' ';
    }
    out += "tool";
}

void versionText(const UploadFacts& upload, std::string& out)
{
    out.clear();
    appendNumber(upload.version / 10, out);
    out += '.';
    appendNumber(upload.version % 10, out);
}

void fileName(const World& world, const UploadFacts& upload, std::string& out)
{
    out.clear();
    if (upload.file == 0) {
        return;
    }
    projectKey(world, upload.project, out);
    out += '-';
    appendNumber(upload.version / 10, out);
    out += '.';
    appendNumber(upload.version % 10, out);
    if (upload.file == 1) {
        out += ".tar.gz";
        return;
    }
    out += "-cp3";
    appendNumber(6 + upload.file, out);
    out += "-abi3.whl";
}

} // namespace cordon::bench
