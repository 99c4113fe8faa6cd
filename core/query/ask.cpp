// SPDX-License-Identifier: Apache-2.0
#include "core/query/ask.h"

#include "core/index/find_bytes.h"
#include "core/index/in_parts.h"
#include "core/index/keys.h"
#include "core/index/text_scan.h"
#include "core/query/stoppable.h"

namespace cordon {
namespace {

QString qText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

bool isFolded(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z'); });
}

/// Of all texts of a column, which may be many MiB.
bool isFolded(std::string_view text, const std::stop_token& stop)
{
    bool folded = true;
    for (; folded && !text.empty() && !stop.stop_requested(); text.remove_prefix(std::min(text.size(), kStretch))) {
        folded = isFolded(text.substr(0, kStretch));
    }
    return folded;
}

bool isSeparator(char c)
{
    return c == '-' || c == '_' || c == '.';
}

/// The key of a folded name begins with `key`, or is it: the key is walked and never written.
bool keyBegins(std::string_view folded, std::string_view key, bool whole)
{
    std::size_t at = 0;
    bool inRun = false;
    for (const char c : folded) {
        const bool separator = isSeparator(c);
        if (separator && inRun) {
            continue;
        }
        inRun = separator;
        if (at == key.size()) {
            return !whole;
        }
        if (key[at++] != (separator ? '-' : c)) {
            return false;
        }
    }
    return at == key.size();
}

/// The longest stretch of a key that no spelling changes.
std::string_view longestPiece(std::string_view key)
{
    std::string_view longest;
    for (std::size_t from = 0; from <= key.size();) {
        const std::size_t to = std::min(key.find('-', from), key.size());
        if (to - from > longest.size()) {
            longest = key.substr(from, to - from);
        }
        from = to + 1;
    }
    return longest;
}

/// What stands in a column of small numbers for one that is unknown and for one that is large.
std::vector<std::uint32_t> marksOfNumbers()
{
    NumberColumn numbers;
    numbers.append(std::nullopt);
    numbers.append(std::numeric_limits<std::int64_t>::max());
    return numbers.small();
}

} // namespace

IntervalAsk::IntervalAsk(const FilterNode& term)
{
    for (const FilterValue& each : term.values) {
        if (const auto* interval = std::get_if<Interval>(&each)) {
            m_intervals.push_back(*interval);
        }
    }
}

Truth IntervalAsk::of(const NumberColumn& numbers, const std::stop_token& stop) const
{
    Bitmap rows(numbers.size()), unknown(numbers.size());
    const std::uint32_t* const small = numbers.small().data();
    const std::vector<std::uint32_t> marks = marksOfNumbers();
    for (const Interval& interval : m_intervals) {
        const std::int64_t low = std::max<std::int64_t>(interval.low, 0);
        const std::int64_t high = std::min<std::int64_t>(interval.high, std::int64_t{std::min(marks[0], marks[1])} - 1);
        if (low <= high) {
            const auto from = static_cast<std::uint32_t>(low), length = static_cast<std::uint32_t>(high - low);
            addRowsWhere(rows, stop, [=](Row row) { return small[row] - from <= length; });
        }
    }
    for (const auto& [row, value] : numbers.large()) {
        rows.set(row, holds(value));
    }
    addRowsWhere(unknown, stop, [=, mark = marks[0]](Row row) { return small[row] == mark; });
    return Truth::certain(std::move(rows)).forget(unknown);
}

Bitmap IntervalAsk::of(std::span<const std::int64_t> times, const std::stop_token& stop) const
{
    Bitmap rows(times.size());
    for (const Interval interval : m_intervals) {
        const std::int64_t* const at = times.data();
        addRowsWhere(rows, stop, [=](Row row) { return interval.holds(at[row]); });
    }
    return rows;
}

Bitmap IntervalAsk::of(std::span<const std::int64_t> times, const std::vector<Row>& starts,
                       const std::stop_token& stop) const
{
    constexpr std::ptrdiff_t kFew = 32; // fewer are looked at one by one
    Bitmap rows(times.size());
    for (std::size_t i = 0; i + 1 < starts.size() && !stop.stop_requested(); ++i) {
        const auto begin = times.begin() + starts[i];
        const auto end = times.begin() + starts[i + 1];
        if (end - begin <= kFew) {
            for (auto at = begin; at != end; ++at) {
                if (holds(*at)) {
                    rows.set(static_cast<Row>(at - times.begin()));
                }
            }
            continue;
        }
        for (const Interval& interval : m_intervals) {
            const auto from = std::lower_bound(begin, end, interval.low);
            const auto to = std::upper_bound(from, end, interval.high);
            if (from < to) {
                rows.setRange(static_cast<Row>(from - times.begin()), static_cast<Row>(to - times.begin()));
            }
        }
    }
    return rows;
}

Bitmap rowsInHours(const FilterNode& term, std::span<const std::int64_t> times, const std::stop_token& stop)
{
    WeekHours hours;
    for (const FilterValue& each : term.values) {
        if (const auto* asked = std::get_if<WeekHours>(&each)) {
            hours |= *asked;
        }
    }
    Bitmap rows(times.size());
    const std::int64_t* const at = times.data();
    addRowsWhere(rows, stop, [=, hourOf = WeekHourReader()](Row row) mutable { return hours[hourOf(at[row])]; });
    return rows;
}

namespace {

/// The text [from, to) of a block of texts contains the needle.
bool isInside(std::string_view block, std::size_t from, std::size_t to, std::string_view needle)
{
    return findBytes(block, needle, from, to) + needle.size() <= to;
}

/// Keeps of the rows those of which a text passes. They lie far apart: waiting for their texts to come from
/// memory one after the other would take most of the time, so the next ones are sent for early.
template<class Passes>
void keepTexts(std::span<const TextColumn* const> columns, std::span<Row> rows, const std::stop_token& stop,
               const Passes& passes)
{
    constexpr std::size_t kAhead = 16;
    for (std::size_t i = 0; i < rows.size() && !(i % kStretch == 0 && stop.stop_requested()); ++i) {
        bool kept = false;
        for (const TextColumn* texts : columns) {
            const std::uint32_t* const offsets = texts->offsets().data();
            if (i + 2 * kAhead < rows.size()) {
                __builtin_prefetch(offsets + rows[i + 2 * kAhead]);
                __builtin_prefetch(texts->bytes().data() + offsets[rows[i + kAhead]]);
            }
            kept = kept || passes(std::string_view(texts->bytes()), offsets[rows[i]], offsets[rows[i] + 1]);
        }
        rows[i] = kept ? rows[i] : kNoRow;
    }
}

} // namespace

TextAsk::TextAsk(const FilterNode& term, Spelling spelling) : m_spelling(spelling)
{
    for (const FilterValue& each : term.values) {
        if (const auto* pattern = std::get_if<PatternTest>(&each)) {
            m_patterns.emplace_back(pattern->pattern);
        }
        if (const auto* text = std::get_if<TextTest>(&each)) {
            std::string folded = caseFolded(QStringView(text->text));
            std::string key = spelling == Spelling::Project ? projectKeyOf(folded) : std::string();
            auto& tests = text->mode == TextTest::Mode::Contains ? m_contains : m_rowTests;
            tests.push_back({text->mode, std::move(folded), std::move(key)});
        }
    }
}

bool TextAsk::holds(const Test& test, std::string_view folded) const
{
    const bool spells = m_spelling == Spelling::Project;
    switch (test.mode) {
    case TextTest::Mode::Prefix:
        return spells ? keyBegins(folded, test.key, false) : folded.starts_with(test.folded);
    case TextTest::Mode::Contains:
        // Without a separator in it, a text is in the key where it is in the name.
        return folded.find(test.folded) != std::string_view::npos ||
               (spells && test.key.find('-') != std::string::npos &&
                projectKeyOf(folded).find(test.key) != std::string::npos);
    case TextTest::Mode::Equals:
        break;
    }
    return spells ? keyBegins(folded, test.key, true) : folded == test.folded;
}

Answer TextAsk::patternsOf(std::string_view text) const
{
    Answer answer = Answer::No;
    const QString whole = qText(text);
    for (const RowPattern& pattern : m_patterns) {
        Answer each = pattern.of(whole);
        if (each == Answer::No && m_spelling == Spelling::Project) {
            if (const std::string key = projectKeyOf(text); key != text) {
                each = pattern.of(qText(key));
            }
        }
        if (each == Answer::Yes) {
            return each;
        }
        answer = each == Answer::Both ? each : answer;
    }
    return answer;
}

Answer TextAsk::of(std::string_view text) const
{
    const std::string made = isFolded(text) ? std::string() : caseFolded(text);
    const std::string_view folded = made.empty() ? text : std::string_view(made);
    for (const std::vector<Test>* tests : {&m_contains, &m_rowTests}) {
        for (const Test& test : *tests) {
            if (holds(test, folded)) {
                return Answer::Yes;
            }
        }
    }
    return m_patterns.empty() ? Answer::No : patternsOf(text);
}

std::vector<Answer> TextAsk::of(const std::vector<QString>& words) const
{
    std::vector<Answer> out;
    out.reserve(words.size());
    for (const QString& word : words) {
        out.push_back(of(word.toStdString()));
    }
    return out;
}

Truth TextAsk::of(const TextColumn& texts, const std::stop_token& stop) const
{
    if (m_patterns.empty() && isFolded(texts.bytes(), stop)) {
        Bitmap rows(texts.size());
        addFolded(texts, rows, stop);
        return Truth::certain(std::move(rows));
    }
    return answersOf(texts.size(), stop, [&](Row row) { return of(texts.at(row)); });
}

Truth TextAsk::of(const FoldedColumn& texts, const std::stop_token& stop) const
{
    Bitmap rows(texts.size());
    addFolded(texts.folded(), rows, stop);
    if (m_patterns.empty()) {
        return Truth::certain(std::move(rows));
    }
    return answersOf(texts.size(), stop,
                     [&](Row row) { return rows.test(row) ? Answer::Yes : patternsOf(texts.at(row)); });
}

Truth TextAsk::among(const Bitmap& rows, std::initializer_list<const FoldedColumn*> columns,
                     const std::stop_token& stop) const
{
    constexpr std::int64_t kSparse = 16; // looking up rows one by one costs more than a scan where they are many
    constexpr std::size_t kLookUp = 64;  // and as much as going over so many
    Bitmap found(rows.size());
    if (rows.count() * kSparse > static_cast<std::int64_t>(rows.size())) {
        for (const FoldedColumn* column : columns) {
            addFolded(column->folded(), found, stop);
        }
        return Truth::certain(std::move(found));
    }
    std::vector<const TextColumn*> texts; // without the ones that nobody filled
    for (const FoldedColumn* column : columns) {
        if (!column->folded().bytes().empty()) {
            texts.push_back(&column->folded());
        }
    }
    const auto passes = [this](std::string_view block, std::size_t from, std::size_t to) {
        return std::any_of(m_contains.begin(), m_contains.end(), [&](const Test& test) {
            return isInside(block, from, to, test.folded) ||
                   (test.key.find('-') != std::string::npos && holds(test, block.substr(from, to - from)));
        });
    };
    std::vector<Row> left = rows.rows();
    const std::size_t parts = partsFor(left.size() * kLookUp);
    inParts(parts, [&](std::size_t part) {
        const std::size_t begin = partBegin(left.size(), part, parts);
        const std::size_t end = partBegin(left.size(), part + 1, parts);
        keepTexts(texts, std::span(left).subspan(begin, end - begin), stop, passes);
    });
    for (const Row row : left) {
        if (row != kNoRow) {
            found.set(row);
        }
    }
    return Truth::certain(std::move(found));
}

void TextAsk::addFolded(const TextColumn& folded, Bitmap& rows, const std::stop_token& stop) const
{
    for (const Test& test : m_rowTests) {
        addBeginning(test, folded, rows, stop);
    }
    for (const Test& test : m_contains) {
        scanForText(folded, test.folded, rows, stop);
        // Without a separator in it, a text is in the key where it is in the name.
        if (m_spelling == Spelling::Project && test.key.find('-') != std::string::npos) {
            addOtherSpellings(test, folded, rows, stop);
        }
    }
}

// Mostly the first letter settles it, so no text is made of the bytes before.
void TextAsk::addBeginning(const Test& test, const TextColumn& folded, Bitmap& rows, const std::stop_token& stop) const
{
    if (folded.bytes().empty()) {
        return; // nothing begins with a text where every text is empty
    }
    const bool whole = test.mode == TextTest::Mode::Equals;
    const bool spells = m_spelling == Spelling::Project;
    const std::string_view wanted = spells ? test.key : test.folded;
    const char* const bytes = folded.bytes().data();
    const std::uint32_t* const offsets = folded.offsets().data();
    addRowsWhere(rows, stop, [=](Row row) {
        const std::string_view text(bytes + offsets[row], offsets[row + 1] - offsets[row]);
        if (text.empty() || (text[0] != wanted[0] && !(spells && isSeparator(text[0])))) {
            return false;
        }
        return spells ? keyBegins(text, wanted, whole) : whole ? text == wanted : text.starts_with(wanted);
    });
}

// Few names hold what all spellings share; only they are spelled out.
void TextAsk::addOtherSpellings(const Test& test, const TextColumn& folded, Bitmap& rows,
                                const std::stop_token& stop) const
{
    const std::string_view piece = longestPiece(test.key);
    Bitmap likely(folded.size(), piece.empty());
    if (!piece.empty()) {
        scanForText(folded, piece, likely, stop);
    }
    likely -= rows;
    forEachRow(likely, stop, [&](Row row) {
        if (projectKeyOf(folded.at(row)).find(test.key) != std::string::npos) {
            rows.set(row);
        }
    });
}

} // namespace cordon
