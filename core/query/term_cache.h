// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"
#include "core/query/syntax.h"
#include "core/query/truth.h"

#include <QHash>
#include <QString>

#include <list>
#include <mutex>
#include <optional>
#include <string>

namespace cordon {

/// How a term was answered: by what, over which table.
enum class AnswerBy : std::uint8_t {
    Nothing,     ///< the kind has no such field
    Bitmap,      ///< a bitmap that lies ready, or one constant
    DomainRange, ///< the rows of a mail domain stand side by side
    TimeSearch,  ///< binary search for a time inside each domain
    TextScan,    ///< folded texts searched from end to end
    ColumnScan,  ///< one number, time or word a row
    LinkScan,    ///< along links: roles, reports, owned projects, uploads
    PatternScan, ///< a regular expression row by row, bounded in steps
    Members,     ///< the members of a named selection
};
struct HowAnswered {
    AnswerBy by = AnswerBy::Nothing;
    Table on = Table::Accounts;
    bool carried = false; ///< taken over to another table
    bool kept = false;    ///< from the cache of terms
};

/// Answers to single terms over one set of columns, so that another term in a filter costs only
/// itself. Those that a decision changes are kept with what they were carried over from. Oldest use
/// goes first. Thread: any.
class TermCache {
public:
    static constexpr std::size_t kMostBytes = std::size_t{32} << 20;
    explicit TermCache(std::size_t mostBytes = kMostBytes) : m_mostBytes(mostBytes) {}

    struct Found {
        SharedTruth truth;
        HowAnswered how;
    };
    /// Null truth where there is none. `source`: only an answer that was carried over from an equal one.
    [[nodiscard]] Found find(const std::shared_ptr<const Columns>& columns, Table of, const FilterNode& term,
                             const Truth* source = nullptr);
    /// The answer to the longest kept text of which the term's is a continuation: of a term that asks one
    /// field for one text inside. Every row that the term holds for is among its rows. Null where there
    /// is none.
    [[nodiscard]] SharedTruth findWider(const std::shared_ptr<const Columns>& columns, Table of,
                                        const FilterNode& term);
    /// Other columns than before empty the cache.
    void keep(const std::shared_ptr<const Columns>& columns, Table of, const FilterNode& term, const Found& answer,
              const Truth* source = nullptr);
    [[nodiscard]] std::size_t bytes() const;

private:
    using Key = std::pair<int, QString>;
    struct Entry {
        Key key;
        Found answer;
        std::optional<Truth> source;
        Field field = Field::Words;
        std::string inside; ///< the one text that the term asks for inside others, folded; else empty
        std::size_t bytes = 0;
    };
    void remove(std::list<Entry>::iterator entry);
    [[nodiscard]] bool isOf(const std::shared_ptr<const Columns>& columns) const;

    const std::size_t m_mostBytes;
    mutable std::mutex m_mutex;
    std::weak_ptr<const Columns> m_columns;
    std::list<Entry> m_entries; ///< the last used first
    QHash<Key, std::list<Entry>::iterator> m_byKey;
    std::size_t m_bytes = 0;
};

} // namespace cordon
