// SPDX-License-Identifier: Apache-2.0
#include "core/store/name_table.h"

#include <QHashFunctions>

#include <bit>
#include <cstring>
#include <utility>

namespace cordon::store {

namespace {

constexpr std::size_t kFirstSlots = 1024; // a power of two, as every size

/// Two thirds full at most.
std::size_t slotsFor(std::size_t entries)
{
    return std::bit_ceil(entries + entries / 2 + 1);
}

} // namespace

NameTable::NameTable() : m_seed(QHashSeed::globalSeed()), m_slots(kFirstSlots), m_mask(kFirstSlots - 1), m_texts(kUnit)
{
}

std::uint32_t NameTable::find(Utf8 key, std::size_t hash) const
{
    const auto wanted = static_cast<std::uint32_t>(hash);
    for (std::size_t i = hash & m_mask; m_slots[i].at != 0; i = (i + 1) & m_mask) {
        if (m_slots[i].hash != wanted) {
            continue;
        }
        const char* const entry = m_texts.data() + m_slots[i].at * kUnit;
        Head head;
        std::memcpy(&head, entry, sizeof head);
        if (head.size == key.size() && (key.empty() || std::memcmp(entry + sizeof head, key.data(), key.size()) == 0)) {
            return head.id;
        }
    }
    return 0;
}

void NameTable::insert(Utf8 key, std::size_t hash, std::uint32_t id)
{
    if ((m_count + 1) * 3 > m_slots.size() * 2) {
        grow(m_slots.size() * 2);
    }
    const std::size_t at = m_texts.size();
    const Head head{id, static_cast<std::uint32_t>(key.size())};
    const std::size_t size = sizeof head + key.size();
    m_texts.resize(at + (size + kUnit - 1) / kUnit * kUnit);
    std::memcpy(m_texts.data() + at, &head, sizeof head);
    if (!key.empty()) {
        std::memcpy(m_texts.data() + at + sizeof head, key.data(), key.size());
    }
    place({static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(at / kUnit)});
    ++m_count;
}

/// The lower half of the hash decides the place, so that a slot can be moved without its name.
void NameTable::place(Slot slot)
{
    std::size_t i = slot.hash & m_mask;
    while (m_slots[i].at != 0) {
        i = (i + 1) & m_mask;
    }
    m_slots[i] = slot;
}

void NameTable::reserve(std::size_t names)
{
    constexpr std::size_t kUsualBytes = 28; // a name and what stands before it
    const std::size_t slots = slotsFor(m_count + names);
    if (slots > m_slots.size()) {
        grow(slots);
    }
    m_texts.reserve(m_texts.size() + names * kUsualBytes);
}

void NameTable::grow(std::size_t slots)
{
    const auto old = std::exchange(m_slots, LargeVector<Slot>(slots));
    m_mask = m_slots.size() - 1;
    for (const Slot& slot : old) {
        if (slot.at != 0) {
            place(slot);
        }
    }
}

IdentityTable::IdentityTable() : m_slots(kFirstSlots), m_mask(kFirstSlots - 1) {}

void IdentityTable::reserve(std::size_t rows)
{
    const std::size_t slots = slotsFor(m_count + rows);
    if (slots > m_slots.size()) {
        grow(slots);
    }
}

void IdentityTable::add(std::uint64_t hash, std::uint64_t row)
{
    if ((m_count + 1) * 3 > m_slots.size() * 2) {
        grow(m_slots.size() * 2);
    }
    place((hash & kHashMask) << kRowBits | row);
    ++m_count;
}

void IdentityTable::grow(std::size_t slots)
{
    const auto old = std::exchange(m_slots, LargeVector<std::uint64_t>(slots));
    m_mask = m_slots.size() - 1;
    for (const std::uint64_t slot : old) {
        if (slot != 0) {
            place(slot);
        }
    }
}

void IdentityTable::place(std::uint64_t slot)
{
    std::size_t i = (slot >> kRowBits) & m_mask;
    while (m_slots[i] != 0) {
        i = (i + 1) & m_mask;
    }
    m_slots[i] = slot;
}

} // namespace cordon::store
