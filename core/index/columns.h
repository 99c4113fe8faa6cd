// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/index/adjacency.h"
#include "core/index/bitmap.h"
#include "core/index/text_column.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cordon {

/// The tables of the index. Domains are the mail domains that occur.
enum class Table : std::uint8_t { Accounts, Projects, Uploads, Reports, Domains };
inline constexpr std::size_t kTables = 5;
/// One bitmap a table; those that a question does not fit stay empty of rows.
using PerTable = std::array<Bitmap, kTables>;

inline constexpr Row kNoRow = ~Row{0};
/// A number that nobody told.
inline constexpr std::int64_t kUnknownNumber = -1;

/// Numbers that mostly fit 32 bits, those that do not beside them.
class NumberColumn {
public:
    NumberColumn() = default;
    NumberColumn(std::vector<std::uint32_t>&& small, std::vector<std::pair<Row, std::int64_t>>&& large)
        : m_small(std::move(small)), m_large(std::move(large))
    {
    }
    void append(std::optional<std::int64_t> value);
    /// kUnknownNumber where nobody told; negative numbers are kept as unknown.
    [[nodiscard]] std::int64_t at(Row row) const noexcept
    {
        const std::uint32_t small = m_small[row];
        return small < kLarge ? std::int64_t{small} : small == kUnknown ? kUnknownNumber : large(row);
    }
    [[nodiscard]] std::optional<std::int64_t> maybe(Row row) const noexcept
    {
        const std::int64_t value = at(row);
        return value == kUnknownNumber ? std::nullopt : std::optional(value);
    }
    [[nodiscard]] std::size_t size() const noexcept { return m_small.size(); }
    [[nodiscard]] NumberColumn permuted(std::span<const Row> order) const;
    [[nodiscard]] const std::vector<std::uint32_t>& small() const noexcept { return m_small; }
    [[nodiscard]] const std::vector<std::pair<Row, std::int64_t>>& large() const noexcept { return m_large; }

private:
    static constexpr std::uint32_t kUnknown = ~std::uint32_t{0}, kLarge = kUnknown - 1;
    [[nodiscard]] std::int64_t large(Row row) const noexcept;

    std::vector<std::uint32_t> m_small;
    std::vector<std::pair<Row, std::int64_t>> m_large; ///< by row
};

/// Rows in the order of their keys, and each row's place in it: finds by key, sorts by name.
struct KeyOrder {
    std::vector<Row> rows, places;
};

struct AccountColumns {
    std::vector<std::int64_t> id; ///< of the cache; 0: the nameless stub
    std::vector<Row> domain;      ///< kNoRow: the address has none
    std::vector<std::int64_t> joined;
    std::vector<std::uint8_t> verified; ///< 0 no, 1 yes, 2 unknown
    std::vector<std::uint8_t> state;
    FoldedColumn name, email;
    TextColumn ip, uuid, note;
    WordColumn twoFactor;
    KeyOrder byKey;
};

struct ProjectColumns {
    std::vector<std::int64_t> id;
    std::vector<Row> owner;
    std::vector<std::int64_t> created;
    std::vector<std::uint8_t> state;
    NumberColumn releases, files, bytes, modules, scripts;
    FoldedColumn name;
    TextColumn repo, summary, note;
    WordColumn publisher;
    KeyOrder byKey;
};

struct UploadColumns {
    std::vector<std::uint32_t> id;     ///< of the cache; 0: stands for a project's first upload
    std::vector<Row> project, account; ///< the uploader, else the owner
    std::vector<std::int64_t> uploaded;
    NumberColumn size;
};

struct ReportColumns {
    std::vector<Row> project, account; ///< one of the two is kNoRow
    std::vector<std::int64_t> created;
    std::vector<std::uint8_t> trusted; ///< 0 no, 1 yes, 2 unknown
    WordColumn observer, kind;
    TextColumn summary, url;
};

/// Someone's role on a project; `word` is a number of Columns::roleWords.
struct RoleLink {
    Row account = 0;
    std::uint32_t word = 0;
};

/// The cache as columns. Accounts, projects and uploads are numbered by mail domain (of the account,
/// the owner, the uploader), then time, then key, rows without a domain first: the rows of a domain,
/// and of a domain in any stretch of time, stand side by side. Times are microseconds. Immutable
/// once built; any thread.
struct Columns {
    std::uint64_t generation = 0;
    bool uploadsStandIn = false; ///< no uploads in the cache: each project stands for its first
    AccountColumns accounts;
    ProjectColumns projects;
    UploadColumns uploads;
    ReportColumns reports;
    std::vector<QString> domains; ///< by name
    std::vector<QString> roleWords;

    /// First row of each domain: element 0 is where the rows without a domain begin, n + 1 where
    /// domain n begins, the last one the number of rows. Accounts, projects, uploads.
    std::array<std::vector<Row>, 3> domainStarts;

    Adjacency<Row> owned, withRole, projectReports, accountReports, projectUploads;
    Adjacency<RoleLink> roles;
    PerTable flagged, stubs;

    [[nodiscard]] std::size_t size(Table table) const;
};

} // namespace cordon
