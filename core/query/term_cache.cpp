// SPDX-License-Identifier: Apache-2.0
#include "core/query/term_cache.h"

namespace cordon {
namespace {

/// Folded; empty where the term asks for anything else or for more.
std::string textInside(const FilterNode& term)
{
    const auto* text = term.values.size() == 1 ? std::get_if<TextTest>(&term.values.front()) : nullptr;
    return text != nullptr && text->mode == TextTest::Mode::Contains ? caseFolded(QStringView(text->text))
                                                                     : std::string();
}

} // namespace

// The same object, not only the same address: a pointer that is kept weakly is not used again.
bool TermCache::isOf(const std::shared_ptr<const Columns>& columns) const
{
    return !m_columns.owner_before(columns) && !columns.owner_before(m_columns);
}

TermCache::Found TermCache::find(const std::shared_ptr<const Columns>& columns, Table of, const FilterNode& term,
                                 const Truth* source)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.constFind({static_cast<int>(of), term.text});
    if (found == m_byKey.cend() || !isOf(columns)) {
        return {};
    }
    const auto entry = *found;
    if (entry->source.has_value() != (source != nullptr) || (source != nullptr && *entry->source != *source)) {
        return {};
    }
    m_entries.splice(m_entries.begin(), m_entries, entry);
    Found answer = entry->answer;
    answer.how.kept = true;
    return answer;
}

SharedTruth TermCache::findWider(const std::shared_ptr<const Columns>& columns, Table of, const FilterNode& term)
{
    const std::string wanted = textInside(term);
    const std::lock_guard lock(m_mutex);
    const Entry* nearest = nullptr;
    if (wanted.empty() || !isOf(columns)) {
        return nullptr;
    }
    for (const Entry& entry : m_entries) {
        const bool wider = entry.key.first == static_cast<int>(of) && entry.field == term.field && !entry.source &&
                           !entry.inside.empty() && wanted.find(entry.inside) != std::string::npos;
        if (wider && (nearest == nullptr || entry.inside.size() > nearest->inside.size())) {
            nearest = &entry;
        }
    }
    return nearest != nullptr ? nearest->answer.truth : nullptr;
}

void TermCache::keep(const std::shared_ptr<const Columns>& columns, Table of, const FilterNode& term,
                     const Found& answer, const Truth* source)
{
    const std::lock_guard lock(m_mutex);
    if (!isOf(columns)) {
        m_byKey.clear();
        m_entries.clear();
        m_bytes = 0;
        m_columns = columns;
    }
    const Key key{static_cast<int>(of), term.text};
    if (const auto known = m_byKey.constFind(key); known != m_byKey.cend()) {
        remove(*known);
    }
    Entry entry{key, answer, std::nullopt, term.field, textInside(term), 0};
    entry.bytes = answer.truth->bytes() + static_cast<std::size_t>(term.text.size()) * 2 + entry.inside.size();
    if (source != nullptr) {
        entry.source = *source;
        entry.bytes += source->bytes();
    }
    m_bytes += entry.bytes;
    m_entries.push_front(std::move(entry));
    m_byKey.insert(key, m_entries.begin());
    while (m_bytes > m_mostBytes) {
        remove(std::prev(m_entries.end()));
    }
}

void TermCache::remove(std::list<Entry>::iterator entry)
{
    m_bytes -= entry->bytes;
    m_byKey.remove(entry->key);
    m_entries.erase(entry);
}

std::size_t TermCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace cordon
