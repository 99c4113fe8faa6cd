// SPDX-License-Identifier: Apache-2.0
#include "core/query/fields.h"
#include "core/query/filter.h"
#include "core/query/values.h"

#include <QHash>

#include <algorithm>

namespace cordon {
namespace {

constexpr qsizetype kMostWords = 50;

/// Counts how often values occur and hands them out most frequent first.
class Tally {
public:
    void add(const QString& value)
    {
        if (!value.isEmpty()) {
            ++m_counts[value];
        }
    }

    [[nodiscard]] QStringList words() const
    {
        std::vector<std::pair<std::int64_t, QString>> ranked;
        for (auto it = m_counts.cbegin(); it != m_counts.cend(); ++it) {
            ranked.emplace_back(-it.value(), it.key());
        }
        std::sort(ranked.begin(), ranked.end());
        QStringList words;
        for (const auto& entry : ranked) {
            words << entry.second;
        }
        return words;
    }

private:
    QHash<QString, std::int64_t> m_counts;
};

QStringList domainWords(const Index& index)
{
    Tally tally;
    for (Row row = 0; row < index.size(Table::Accounts); ++row) {
        tally.add(index.account(row).domain);
    }
    return tally.words();
}

QStringList twoFactorWords(const Index& index)
{
    Tally tally;
    for (Row row = 0; row < index.size(Table::Accounts); ++row) {
        tally.add(index.account(row).twoFactor);
    }
    return tally.words();
}

QStringList reportWords(const Index& index, bool reporters)
{
    Tally tally;
    for (Row row = 0; row < index.size(Table::Reports); ++row) {
        tally.add(reporters ? index.report(row).observer : index.report(row).kind);
    }
    return tally.words();
}

QStringList roleWords(const Index& index)
{
    Tally tally;
    for (Row row = 0; row < index.size(Table::Projects); ++row) {
        for (const Index::RoleOf& role : index.rolesOn(row)) {
            tally.add(role.role);
        }
    }
    return tally.words();
}

QStringList valueWords(const FieldInfo& field, const Index& index)
{
    const QStringList yesNo = {QStringLiteral("yes"), QStringLiteral("no")};
    switch (field.field) {
    case Field::Domain:
        return domainWords(index);
    case Field::TwoFactor:
        return yesNo + twoFactorWords(index);
    case Field::Reporter:
        return reportWords(index, true);
    case Field::ReportedKind:
        return reportWords(index, false);
    case Field::Role:
        return roleWords(index);
    default:
        break;
    }
    switch (field.values) {
    case ValueKind::YesNo:
    case ValueKind::TextOrYesNo:
        return yesNo;
    case ValueKind::SubjectKind:
        return subjectKindWords();
    case ValueKind::Verb:
        return verbWords();
    case ValueKind::State:
        return stateWords();
    default:
        return {};
    }
}

bool endsPiece(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'"';
}

/// Where the piece that the cursor stands in begins; nothing inside a quoted text.
std::optional<qsizetype> pieceStart(QStringView text, qsizetype cursor)
{
    qsizetype start = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (quoted && text[i] == u'\\') {
            ++i;
        } else if (text[i] == u'"') {
            quoted = !quoted;
            start = i + 1;
        } else if (!quoted && endsPiece(text[i])) {
            start = i + 1;
        }
    }
    return quoted ? std::nullopt : std::optional<qsizetype>(std::min(start, cursor));
}

QStringList startingWith(const QStringList& words, QStringView typed)
{
    QStringList out;
    for (const QString& word : words) {
        if (word.startsWith(typed, Qt::CaseInsensitive) && out.size() < kMostWords) {
            out << word;
        }
    }
    return out;
}

Completion completeValue(QStringView text, qsizetype start, qsizetype colon, qsizetype cursor, const Index& index)
{
    const FieldInfo* field = fieldNamed(text.sliced(start, colon - start));
    const qsizetype comma = text.first(cursor).lastIndexOf(u',');
    const qsizetype from = std::max(colon, comma) + 1;
    qsizetype end = cursor;
    while (end < text.size() && !endsPiece(text[end]) && text[end] != u',') {
        ++end;
    }
    Completion out{static_cast<int>(from), static_cast<int>(end - from), {}};
    if (field != nullptr) {
        out.words = startingWith(valueWords(*field, index), text.sliced(from, cursor - from));
    }
    return out;
}

Completion completeField(QStringView text, qsizetype start, qsizetype cursor)
{
    qsizetype end = cursor;
    while (end < text.size() && !endsPiece(text[end]) && text[end] != u':') {
        ++end;
    }
    end += end < text.size() && text[end] == u':' ? 1 : 0; // the words bring their own colon
    QStringList words;
    for (const FieldInfo& field : allFields()) {
        words << QString(field.name) + u':';
    }
    return {static_cast<int>(start), static_cast<int>(end - start),
            startingWith(words, text.sliced(start, cursor - start))};
}

} // namespace

Completion completionsAt(QStringView text, int cursor, const Index& index)
{
    const qsizetype at = std::clamp(qsizetype{cursor}, qsizetype{0}, text.size());
    auto start = pieceStart(text, at);
    if (!start) {
        return {static_cast<int>(at), 0, {}};
    }
    if (*start < at && text[*start] == u'-') {
        ++*start;
    }
    const qsizetype colon = text.first(at).indexOf(u':', *start);
    return colon < 0 ? completeField(text, *start, at) : completeValue(text, *start, colon, at, index);
}

} // namespace cordon
