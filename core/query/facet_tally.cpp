// SPDX-License-Identifier: Apache-2.0
#include "core/query/facet_tally.h"

#include "core/query/stoppable.h"

namespace cordon {
namespace {

bool needsQuotes(const QString& value)
{
    return std::any_of(value.begin(), value.end(), [](QChar c) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        return !plain && c != u'.' && c != u'_' && c != u'-';
    });
}

} // namespace

QString termFor(Field field, const QString& value, bool begins)
{
    if (value.trimmed().isEmpty()) {
        return {};
    }
    QString text = QString(infoOf(field).name) + u':';
    if (needsQuotes(value)) {
        QString escaped = value;
        escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        text += u'"' + escaped + u'"';
    } else {
        text += value;
    }
    return begins ? QString(text + u'*') : text;
}

FacetValue FacetTally::valueOf(const Name& name, std::int64_t count) const
{
    const QString term = termFor(m_field, name.value, name.begins);
    return {name.value, count, term, term.isEmpty() ? QString() : QString(u'-' + term)};
}

Facet FacetTally::largest(std::size_t most, const NameOf& nameOf, const std::stop_token& stop)
{
    const std::size_t shown = most == 0 ? m_counts.size() : std::min(most, m_counts.size());
    const auto larger = [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a < b; };
    if (shown < m_counts.size()) {
        const auto begin = m_counts.begin();
        std::nth_element(begin, begin + static_cast<std::ptrdiff_t>(shown), m_counts.end(), larger);
    }
    const std::size_t more = m_counts.size() - shown;
    m_counts.resize(shown);
    sortStoppably(m_counts, stop, larger);
    Facet out;
    out.more = more;
    for (std::size_t i = 0; i < shown && !stop.stop_requested(); ++i) {
        out.values.push_back(valueOf(nameOf(m_counts[i].second), m_counts[i].first));
    }
    return out;
}

Facet FacetTally::inOrder(const NameOf& nameOf) const
{
    Facet out;
    for (const auto& each : m_counts) {
        out.values.push_back(valueOf(nameOf(each.second), each.first));
    }
    return out;
}

} // namespace cordon
