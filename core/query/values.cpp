// SPDX-License-Identifier: Apache-2.0
#include "core/query/values.h"

#include "core/domain/names.h"
#include "core/query/pattern.h"

namespace cordon {
namespace {

using Read = tl::expected<FilterValue, FilterError>;

tl::unexpected<FilterError> expected(qsizetype position, QString what)
{
    return tl::unexpected(FilterError{static_cast<int>(position), std::move(what)});
}

/// A number or time as typed covers an interval: a day is 24 hours of microseconds.
using Point = std::optional<Interval>;

Point numberPoint(QStringView text)
{
    constexpr qsizetype kDigits = 18; // more would not leave room for "the next one"
    if (text.isEmpty() || text.size() > kDigits) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9') {
            return std::nullopt;
        }
        value = value * 10 + (c.unicode() - u'0');
    }
    return Interval{value, value};
}

Point timePoint(QStringView text)
{
    const auto at = parseInstant(text);
    if (!at) {
        return std::nullopt;
    }
    constexpr qsizetype kDateLength = 10;
    const Microseconds length = text.size() <= kDateLength ? Microseconds(std::chrono::days(1)) : Microseconds(1);
    const std::int64_t start = at->time_since_epoch().count();
    return Interval{start, start + length.count() - 1};
}

/// Reads points, comparisons and ranges of one kind of scale.
class ScaleReader {
public:
    ScaleReader(const RawValue& raw, bool isTime) : m_text(raw.text), m_position(raw.position), m_isTime(isTime) {}

    [[nodiscard]] Read read() const
    {
        if (m_text.startsWith(u'>') || m_text.startsWith(u'<')) {
            return comparison();
        }
        const qsizetype dots = m_text.indexOf(u"..");
        if (dots >= 0) {
            return range(dots);
        }
        const Point value = point(m_text);
        return value ? Read(*value) : expected(m_position, wanted());
    }

private:
    [[nodiscard]] Point point(QStringView text) const { return m_isTime ? timePoint(text) : numberPoint(text); }

    [[nodiscard]] QString wanted() const
    {
        return m_isTime ? QStringLiteral("a date like 2025-06-09 or a time like 2025-06-09T10:00:00Z")
                        : QStringLiteral("a whole number");
    }

    [[nodiscard]] Read comparison() const
    {
        const bool orEqual = m_text.size() > 1 && m_text[1] == u'=';
        const qsizetype skip = orEqual ? 2 : 1;
        const Point value = point(m_text.sliced(skip));
        if (!value) {
            return expected(m_position + skip, wanted());
        }
        Interval out;
        if (m_text[0] == u'>') {
            out.low = orEqual ? value->low : value->high + 1;
        } else {
            out.high = orEqual ? value->high : value->low - 1;
        }
        return out;
    }

    // Numbers end with the number that is named; times end before it (cli.md).
    [[nodiscard]] Read range(qsizetype dots) const
    {
        const QStringView low = m_text.first(dots);
        const QStringView high = m_text.sliced(dots + 2);
        if (low.isEmpty() && high.isEmpty()) {
            return expected(m_position, wanted() % QStringLiteral(" before or after the two dots"));
        }
        Interval out;
        if (!low.isEmpty()) {
            const Point from = point(low);
            if (!from) {
                return expected(m_position, wanted());
            }
            out.low = from->low;
        }
        if (!high.isEmpty()) {
            const Point to = point(high);
            if (!to) {
                return expected(m_position + dots + 2, wanted());
            }
            out.high = m_isTime ? to->low - 1 : to->high;
        }
        if (out.high < out.low) {
            return expected(m_position + dots + 2, m_isTime ? QStringLiteral("an end after the start")
                                                            : QStringLiteral("an end not below the start"));
        }
        return out;
    }

    QStringView m_text;
    int m_position;
    bool m_isTime;
};

Read readText(const RawValue& raw)
{
    if (!raw.quoted && (raw.text.startsWith(u'>') || raw.text.startsWith(u'<'))) {
        return expected(raw.position, QStringLiteral("a text (> and < go with numbers and times)"));
    }
    const qsizetype star = raw.quoted ? -1 : raw.text.indexOf(u'*');
    if (star >= 0) {
        return expected(raw.position + star,
                        QStringLiteral("a * at the end of the text only, or quotes around the text"));
    }
    const TextTest::Mode mode = raw.contains ? TextTest::Mode::Contains
                                : raw.prefix ? TextTest::Mode::Prefix
                                             : TextTest::Mode::Equals;
    return TextTest{mode, raw.text};
}

Read readDomain(const RawValue& raw)
{
    Read read = readText(raw);
    if (!read || raw.prefix || raw.contains) {
        return read;
    }
    const auto domain = registrableDomain(raw.text);
    if (!domain) {
        return expected(raw.position, QStringLiteral("a mail domain like inbox.ru"));
    }
    return TextTest{TextTest::Mode::Equals, *domain};
}

std::optional<bool> yesNo(QStringView text)
{
    const bool yes = text.compare(u"yes", Qt::CaseInsensitive) == 0;
    const bool no = text.compare(u"no", Qt::CaseInsensitive) == 0;
    return yes || no ? std::optional<bool>(yes) : std::nullopt;
}

Read readState(const RawValue& raw)
{
    const QString word = raw.text.toLower();
    const StateTest state{accountStateFromWord(word), projectStateFromWord(word)};
    if (!state.account && !state.project) {
        return expected(raw.position, QStringLiteral("one of ") % stateWords().join(QStringLiteral(", ")));
    }
    return state;
}

template<class T>
Read oneOf(const std::optional<T>& value, const RawValue& raw, const QStringList& words)
{
    if (value) {
        return *value;
    }
    return expected(raw.position, QStringLiteral("one of ") % words.join(QStringLiteral(", ")));
}

bool takesPatterns(ValueKind kind)
{
    return kind == ValueKind::Text || kind == ValueKind::TextOrYesNo || kind == ValueKind::Domain;
}

Read readPattern(const FieldInfo& field, const RawValue& raw)
{
    if (!takesPatterns(field.values)) {
        return expected(raw.position, QStringLiteral("a whole value (/patterns/ go with texts)"));
    }
    if (const auto wrong = patternError(raw.text)) {
        return expected(raw.position + wrong->position, wrong->expected);
    }
    return PatternTest{raw.text};
}

} // namespace

QStringList stateWords()
{
    return {word(AccountState::Active),         word(AccountState::Frozen),   word(ProjectState::Quarantined),
            word(ProjectState::QuarantineExit), word(ProjectState::Archived), word(ProjectState::Removed)};
}

QStringList verbWords()
{
    QStringList words;
    for (const Verb verb : {Verb::Quarantine, Verb::Clear, Verb::Ban, Verb::Reinstate, Verb::Prohibit, Verb::Permit,
                            Verb::Remove, Verb::Dismiss}) {
        words << word(verb);
    }
    return words;
}

QStringList subjectKindWords()
{
    return {word(SubjectKind::Account), word(SubjectKind::Project), word(SubjectKind::Domain)};
}

tl::expected<FilterValue, FilterError> readValue(const FieldInfo& field, const RawValue& raw)
{
    if (raw.pattern) {
        return readPattern(field, raw);
    }
    if ((raw.prefix || raw.contains) && !takesPatterns(field.values)) {
        return expected(raw.position, QStringLiteral("a whole value (* and ~ go with texts)"));
    }
    const QString lower = raw.text.toLower();
    switch (field.values) {
    case ValueKind::Text:
        return readText(raw);
    case ValueKind::Domain:
        return readDomain(raw);
    case ValueKind::YesNo:
        return oneOf(yesNo(raw.text), raw, {QStringLiteral("yes"), QStringLiteral("no")});
    case ValueKind::TextOrYesNo:
        if (const auto value = yesNo(raw.text); value && !raw.quoted && !raw.prefix && !raw.contains) {
            return *value;
        }
        return readText(raw);
    case ValueKind::Number:
        return ScaleReader(raw, false).read();
    case ValueKind::Time:
        return ScaleReader(raw, true).read();
    case ValueKind::WeekHour:
        if (const auto hours = weekHoursFromWord(raw.text)) {
            return *hours;
        }
        return expected(raw.position,
                        QStringLiteral("an hour of the week (UTC) like mon-08, a day like mon, or an hour "
                                       "like 08"));
    case ValueKind::SubjectKind:
        return oneOf(subjectKindFromWord(lower), raw, subjectKindWords());
    case ValueKind::Verb:
        return oneOf(verbFromWord(lower), raw, verbWords());
    case ValueKind::State:
        return readState(raw);
    case ValueKind::Selection:
        break;
    }
    return TextTest{TextTest::Mode::Equals, raw.text};
}

} // namespace cordon
