// SPDX-License-Identifier: Apache-2.0
#include "core/query/fields.h"
#include "core/query/filter.h"
#include "core/query/values.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace cordon {
namespace {

constexpr qsizetype kMostWords = 50;

constexpr std::int64_t kNotCounted = -1;
/// More than this many decisions are not looked through while somebody types.
constexpr std::int64_t kMostDecisions = 200'000;

using Words = std::vector<CountedWord>;

Words uncounted(const QStringList& words)
{
    Words out;
    for (const QString& word : words) {
        out.push_back({word, kNotCounted});
    }
    return out;
}

/// Most frequent first, then by name; those that do not occur are left out.
Words ranked(Words words)
{
    words.erase(std::remove_if(words.begin(), words.end(),
                               [](const CountedWord& each) { return each.count <= 0 || each.word.isEmpty(); }),
                words.end());
    std::sort(words.begin(), words.end(), [](const CountedWord& a, const CountedWord& b) {
        return a.count != b.count ? a.count > b.count : a.word < b.word;
    });
    return words;
}

/// How often each word of a list of few is meant by `codes`.
template<class Codes, class CodeOf>
Words tallied(const std::vector<QString>& words, const Codes& codes, CodeOf&& codeOf)
{
    std::vector<std::int64_t> counts(words.size(), 0);
    for (const auto& each : codes) {
        ++counts[codeOf(each)];
    }
    Words out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        out.push_back({words[i], counts[i]});
    }
    return ranked(std::move(out));
}

Words wordsOf(const WordColumn& column)
{
    return tallied(column.words(), column.codes(), [](std::uint32_t code) { return code; });
}

// There are tens of thousands: only those that are offered are ranked and copied.
Words domainWords(const Index& index, QStringView typed)
{
    std::vector<std::pair<std::int64_t, Row>> found;
    for (Row row = 0; row < index.size(Table::Domains); ++row) {
        const Index::Range range = index.rowsOfDomain(Table::Accounts, row);
        if (range.begin < range.end && index.domain(row).startsWith(typed, Qt::CaseInsensitive)) {
            found.emplace_back(-(std::int64_t{range.end} - range.begin), row);
        }
    }
    const auto most = std::min<std::ptrdiff_t>(std::ssize(found), kMostWords);
    std::partial_sort(found.begin(), found.begin() + most, found.end());
    Words words;
    for (std::ptrdiff_t i = 0; i < most; ++i) {
        const auto& [count, row] = found[static_cast<std::size_t>(i)];
        words.push_back({index.domain(row), -count});
    }
    return words;
}

template<class State>
void countStates(const std::vector<std::uint8_t>& states, const Bitmap& described, QHash<QString, std::int64_t>& counts)
{
    std::array<std::int64_t, 256> byCode{};
    described.forEach([&](Row row) { ++byCode[states[row]]; });
    for (std::size_t code = 0; code < byCode.size(); ++code) {
        if (byCode[code] > 0) {
            counts[word(static_cast<State>(code))] += byCode[code];
        }
    }
}

Words withCounts(const QStringList& words, const QHash<QString, std::int64_t>& counts)
{
    Words out;
    for (const QString& each : words) {
        out.push_back({each, counts.value(each, 0)});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const CountedWord& a, const CountedWord& b) { return a.count > b.count; });
    return out;
}

Words stateCounts(const Index& index)
{
    QHash<QString, std::int64_t> counts;
    const Columns& columns = *index.columns();
    countStates<AccountState>(columns.accounts.state, index.described(Table::Accounts), counts);
    countStates<ProjectState>(columns.projects.state, index.described(Table::Projects), counts);
    return withCounts(stateWords(), counts);
}

Words verbCounts(const Index& index)
{
    QHash<QString, std::int64_t> counts;
    for (const Table table : {Table::Accounts, Table::Projects, Table::Domains}) {
        if (index.decided(table).count() > kMostDecisions) {
            return uncounted(verbWords());
        }
        index.decided(table).forEach([&](Row row) {
            if (const auto verb = index.verbOn(table, row)) {
                ++counts[word(*verb)];
            }
        });
    }
    return withCounts(verbWords(), counts);
}

Words kindCounts(const Index& index)
{
    Words out;
    for (const SubjectKind kind : {SubjectKind::Account, SubjectKind::Project, SubjectKind::Domain}) {
        out.push_back({word(kind), index.described(tableOf(kind)).count()});
    }
    return out;
}

Words valueWords(const FieldInfo& field, QStringView typed, const Index& index,
                 const std::vector<CountedWord>& selections)
{
    const Columns& columns = *index.columns();
    const Words yesNo = uncounted({QStringLiteral("yes"), QStringLiteral("no")});
    switch (field.field) {
    case Field::Domain:
        return domainWords(index, typed);
    case Field::TwoFactor: {
        Words words = yesNo;
        const Words imported = wordsOf(columns.accounts.twoFactor);
        words.insert(words.end(), imported.begin(), imported.end());
        return words;
    }
    case Field::Reporter:
        return wordsOf(columns.reports.observer);
    case Field::ReportedKind:
        return wordsOf(columns.reports.kind);
    case Field::Role:
        return tallied(columns.roleWords, columns.roles.values(), [](const RoleLink& link) { return link.word; });
    default:
        break;
    }
    switch (field.values) {
    case ValueKind::YesNo:
    case ValueKind::TextOrYesNo:
        return yesNo;
    case ValueKind::SubjectKind:
        return kindCounts(index);
    case ValueKind::Verb:
        return verbCounts(index);
    case ValueKind::State:
        return stateCounts(index);
    case ValueKind::Selection:
        return ranked(selections);
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

void offer(Completion& out, const Words& words, QStringView typed)
{
    for (const CountedWord& each : words) {
        if (each.word.startsWith(typed, Qt::CaseInsensitive) && out.words.size() < kMostWords) {
            out.words << each.word;
            out.counts.push_back(each.count);
        }
    }
}

Completion completeValue(QStringView text, qsizetype start, qsizetype colon, qsizetype cursor, const Index& index,
                         const std::vector<CountedWord>& selections)
{
    const FieldInfo* field = fieldNamed(text.sliced(start, colon - start));
    const qsizetype comma = text.first(cursor).lastIndexOf(u',');
    const qsizetype from = std::max(colon, comma) + 1;
    qsizetype end = cursor;
    while (end < text.size() && !endsPiece(text[end]) && text[end] != u',') {
        ++end;
    }
    Completion out{static_cast<int>(from), static_cast<int>(end - from), {}, {}};
    if (field != nullptr) {
        const QStringView typed = text.sliced(from, cursor - from);
        offer(out, valueWords(*field, typed, index, selections), typed);
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
    Completion out{static_cast<int>(start), static_cast<int>(end - start), {}, {}};
    offer(out, uncounted(words), text.sliced(start, cursor - start));
    return out;
}

} // namespace

Completion completionsAt(QStringView text, int cursor, const Index& index, const std::vector<CountedWord>& selections)
{
    const qsizetype at = std::clamp(qsizetype{cursor}, qsizetype{0}, text.size());
    auto start = pieceStart(text, at);
    if (!start) {
        return {static_cast<int>(at), 0, {}, {}};
    }
    if (*start < at && text[*start] == u'-') {
        ++*start;
    }
    const qsizetype colon = text.first(at).indexOf(u':', *start);
    return colon < 0 ? completeField(text, *start, at) : completeValue(text, *start, colon, at, index, selections);
}

} // namespace cordon
