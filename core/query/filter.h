// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace cordon {

/// Where a filter text stops making sense. Position counts UTF-16 units from 0.
struct FilterError {
    int position = 0;
    QString expected; ///< "a date like 2025-06-09", shown after "expected "
    [[nodiscard]] QString sentence() const;
};

struct FilterNode; ///< the syntax tree (query/syntax.h)
class TermCache;   ///< query/term_cache.h

/// A parsed filter (cli.md, filter language); "OR" binds weaker than standing side by side. A yes/no field alone asks
/// for yes ("-protected"); in quotes it is a word to look for. Where a text may stand, so may a regular
/// expression between slashes: name:/^lib-[0-9]+$/ or /x{3}/ alone, without regard to case. Value, immutable, any
/// thread.
class Filter {
public:
    Filter(); ///< matches everything
    [[nodiscard]] static tl::expected<Filter, FilterError> parse(QStringView text);

    [[nodiscard]] bool matchesEverything() const { return m_root == nullptr; }
    [[nodiscard]] const FilterNode* root() const { return m_root.get(); }

private:
    std::shared_ptr<const FilterNode> m_root;
};

/// What a filter may refer to beyond the index.
struct FilterContext {
    /// The subjects of a named selection, for `in:NAME`; nothing where there is none of that name.
    std::function<std::optional<std::vector<Subject>>(const QString& name)> selection;
    /// Keeps what single terms answer, so that another term costs only itself; may be null.
    std::shared_ptr<TermCache> cache = {};
};

/// The rows of `of` that match; never stubs, which are names that nobody has described. What is
/// unknown, and a field that the kind of row does not have, matches neither plain nor negated.
/// Uploads and reports answer for their project or account. BadInput where the filter names a selection that does not
/// exist.
[[nodiscard]] Result<Bitmap> match(const Filter& filter, const Index& index, Table of,
                                   const FilterContext& context = {}, std::stop_token stop = {});

/// The same, telling apart the rows on which a regular expression gave up: they are shown, whichever
/// way the filter asks, so that nobody hides behind a slow match (security.md T38).
struct MatchOutcome {
    Bitmap rows;
    Bitmap gaveUp; ///< of `rows`
};
[[nodiscard]] Result<MatchOutcome> matchOutcome(const Filter& filter, const Index& index, Table of,
                                                const FilterContext& context = {}, std::stop_token stop = {});

/// The field names the language knows in this version, for completion.
[[nodiscard]] QStringList filterFields();

/// A value and how many rows have it; below 0 where that is not counted.
struct CountedWord {
    QString word;
    std::int64_t count = -1;
};

/// Words that could stand at the cursor, best first, and what they would replace: fields with
/// their colon, then the values that the field and the index know, the most frequent first. At most 50.
/// `selections`: the names that `in:` takes, with the number of their members.
struct Completion {
    int from = 0;
    int length = 0;
    QStringList words;
    std::vector<std::int64_t> counts; ///< of each word, as in CountedWord
};
[[nodiscard]] Completion completionsAt(QStringView text, int cursor, const Index& index,
                                       const std::vector<CountedWord>& selections = {});

} // namespace cordon
