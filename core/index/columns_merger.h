// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/changed_rows.h"
#include "core/index/row_ids.h"
#include "core/index/row_layout.h"

#include <functional>
#include <memory>
#include <vector>

namespace cordon {

/// The places of keys among each other after new ones have come in.
class KeyPlaces {
public:
    KeyPlaces() = default;
    /// `fresh`: the new rows among the fresh ones, which are numbered as
    /// `freshNames`.
    KeyPlaces(const KeyOrder& before, const FoldedColumn& names, const FoldedColumn& freshNames,
              const std::vector<Row>& fresh, std::string (*keyOf)(std::string_view));

    [[nodiscard]] Row ofBefore(Row row) const;
    [[nodiscard]] Row ofFresh(Row row) const { return m_ofFresh[row]; } ///< of a new one
    /// The order itself, by the rows that those before and the fresh ones have
    /// now.
    [[nodiscard]] KeyOrder order(const std::vector<Row>& before, const std::vector<Row>& fresh) const;

private:
    const KeyOrder* m_before = nullptr;
    std::vector<Row> m_fresh;   ///< in the order of their keys
    std::vector<Row> m_cameIn;  ///< for each of these: before which place
    std::vector<Row> m_ofFresh; ///< kNoRow where it is not new
};

/// One merge (core/index/columns_merge.h), table after table. Each step says
/// whether it could be made.
class ColumnsMerger {
public:
    ColumnsMerger(const Columns& before, const ChangedRows& changed);

    [[nodiscard]] bool mergeAccounts();
    [[nodiscard]] bool mergeProjects();
    [[nodiscard]] bool mergeUploads();
    [[nodiscard]] bool mergeRoles();
    [[nodiscard]] bool mergeReports();

    [[nodiscard]] std::shared_ptr<Columns> take() { return std::move(m_after); }

private:
    /// A row to be placed: what it is ordered by, and which it is.
    struct Item {
        Row domain = kNoRow; ///< after
        std::int64_t time = 0;
        Row place = 0; ///< of the key
        std::int64_t id = 0;
        Row row = 0;
        bool fresh = false;
    };
    /// The same of a row that stays: key and id of a row before.
    struct Tie {
        Row place = 0;
        std::int64_t id = 0;
    };

    void numberDomains(const std::vector<Row>& replaced);
    [[nodiscard]] bool findMoved(const std::vector<Row>& replaced);
    [[nodiscard]] static bool before(const Item& a, const Item& b);
    /// Sorts the items and finds each its place between the rows before; counts
    /// where domains begin.
    [[nodiscard]] RowLayout layOut(std::size_t table, std::size_t count, const std::vector<Row>& starts,
                                   const std::vector<std::int64_t>& times, std::vector<Row> leaving,
                                   std::vector<Item>& items, const std::function<Tie(Row)>& tieOf);
    void countDomains(std::size_t table, const std::vector<Row>& starts, const std::vector<Row>& leaving,
                      const std::vector<Item>& items);
    void layAccounts(const RowLayout& layout);
    void layProjects(const RowLayout& layout, const std::vector<Row>& owners);
    void layUploads(const RowLayout& layout, const UploadColumns& a, const UploadColumns& b);
    void layReports(const RowLayout& layout, const std::vector<Row>& projects, const std::vector<Row>& accounts);
    void standInForUploads();
    [[nodiscard]] bool gatherUploads(std::vector<Row>& leaving, std::vector<Item>& items);
    void gatherFreshUploads(UploadColumns& fresh, std::vector<Item>& items);
    /// Numbers among the words of before and those that came in.
    struct RoleWords {
        std::vector<std::uint32_t> fresh;
        std::uint32_t owner = 0;
    };
    void addRoles(Row freshProject, const RoleWords& words, std::vector<RoleLink>& links) const;
    [[nodiscard]] Row accountOf(std::int64_t id) const;
    [[nodiscard]] Row projectOf(std::int64_t id) const;

    const Columns& m_before;
    const ChangedRows& m_changed;
    std::shared_ptr<Columns> m_after;
    RowIds m_accountIds, m_projectIds;

    struct DomainBefore {
        Row number = 0;    ///< of the first domain before whose name is not less
        bool same = false; ///< it is this one
    };
    std::vector<DomainBefore> m_domainsBefore; ///< of each domain after
    std::vector<Row> m_domainsAfter;           ///< of each domain before; kNoRow: nobody has it any more
    std::vector<Row> m_freshDomains;           ///< after, of the fresh accounts

    std::vector<Row> m_accountRows, m_projectRows; ///< after, of the rows before
    std::vector<Row> m_freshAccounts,
        m_freshProjects; ///< after, of the fresh ones
    RowLayout m_projectLayout;
    Bitmap m_moved; ///< accounts before whose domain is another now
    std::vector<Row> m_movedRows;
};

} // namespace cordon
