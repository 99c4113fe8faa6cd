// SPDX-License-Identifier: Apache-2.0
// The order of a merge, and where each row comes to stand. What rows hold:
// columns_merge_links.cpp.
#include "core/index/columns_merge.h"

#include "core/index/column_rows.h"
#include "core/index/columns_merger.h"
#include "core/index/keys.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace cordon {
namespace {

/// Beyond one changed row in so many, building anew is no slower.
constexpr std::int64_t kOneIn = 8;
constexpr std::int64_t kFew = 1'000;

bool fitTogether(const TextColumn& a, const TextColumn& b)
{
    return a.bytes().size() + b.bytes().size() < std::numeric_limits<std::uint32_t>::max();
}

bool fitTogether(const FoldedColumn& a, const FoldedColumn& b)
{
    return fitTogether(a.folded(), b.folded()) && fitTogether(a.raw(), b.raw());
}

/// What would not fit into the columns after is left to a scan, which says so
/// in words.
bool fits(const Columns& before, const ChangedRows& changed)
{
    const auto& [a, p, r] = std::tie(before.accounts, before.projects, before.reports);
    const auto& [fa, fp, fr] = std::tie(changed.accounts, changed.projects, changed.reports);
    const std::size_t most = std::max(
        {a.id.size() + fa.id.size(), p.id.size() + fp.id.size(), before.uploads.id.size() + changed.uploads.size(),
         before.roles.values().size() + changed.roles.size() + p.id.size(), r.created.size() + fr.created.size()});
    const auto idFits = [](const UploadView& upload) { return upload.id > 0 && upload.id < std::int64_t{kNoRow}; };
    return most < kNoRow - 1 && !anyFull(fa) && !anyFull(fp) && !anyFull(fr) && fitTogether(a.name, fa.name) &&
           fitTogether(a.email, fa.email) && fitTogether(a.ip, fa.ip) && fitTogether(a.uuid, fa.uuid) &&
           fitTogether(a.note, fa.note) && fitTogether(p.name, fp.name) && fitTogether(p.repo, fp.repo) &&
           fitTogether(p.summary, fp.summary) && fitTogether(p.note, fp.note) && fitTogether(r.summary, fr.summary) &&
           fitTogether(r.url, fr.url) && std::all_of(changed.uploads.begin(), changed.uploads.end(), idFits);
}

/// What the rows before and the fresh ones are after; a row that was told anew is its fresh one.
void numberRows(const RowLayout& layout, std::size_t before, const std::vector<Row>& replaced, std::vector<Row>& rows,
                std::vector<Row>& freshRows)
{
    rows = layout.rowsOf(false, before);
    freshRows = layout.rowsOf(true, replaced.size());
    for (std::size_t row = 0; row < replaced.size(); ++row) {
        if (replaced[row] != kNoRow) {
            rows[replaced[row]] = freshRows[row];
        }
    }
}

} // namespace

std::int64_t mostToMerge(const Columns& before)
{
    const std::size_t rows = before.accounts.id.size() + before.projects.id.size() + before.uploads.id.size();
    return static_cast<std::int64_t>(rows) / kOneIn + kFew;
}

Result<std::shared_ptr<const Columns>> mergedColumns(const Columns& before, const ChangedRows& changed,
                                                     std::uint64_t generation, std::stop_token stop)
{
    ColumnsMerger merger(before, changed);
    if (!fits(before, changed)) {
        return std::shared_ptr<const Columns>();
    }
    bool (ColumnsMerger::*const steps[])() = {&ColumnsMerger::mergeAccounts, &ColumnsMerger::mergeProjects,
                                              &ColumnsMerger::mergeUploads, &ColumnsMerger::mergeRoles,
                                              &ColumnsMerger::mergeReports};
    for (const auto step : steps) {
        if (stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, QStringLiteral("Loading the workspace was stopped."));
        }
        if (!(merger.*step)()) {
            return std::shared_ptr<const Columns>();
        }
    }
    auto after = merger.take();
    after->generation = generation;
    return std::shared_ptr<const Columns>(std::move(after));
}

KeyPlaces::KeyPlaces(const KeyOrder& before, const FoldedColumn& names, const FoldedColumn& freshNames,
                     const std::vector<Row>& fresh, KeyOf keyOf)
    : m_before(&before), m_fresh(fresh), m_ofFresh(freshNames.size(), kNoRow)
{
    const auto freshKey = [&](Row row) { return keyOf(freshNames.at(row)); };
    std::stable_sort(m_fresh.begin(), m_fresh.end(), [&](Row a, Row b) { return freshKey(a) < freshKey(b); });
    auto from = before.rows.begin();
    for (const Row row : m_fresh) {
        const std::string key = freshKey(row);
        from = std::partition_point(from, before.rows.end(), [&](Row known) { return keyOf(names.at(known)) <= key; });
        m_ofFresh[row] = static_cast<Row>(from - before.rows.begin()) + static_cast<Row>(m_cameIn.size());
        m_cameIn.push_back(static_cast<Row>(from - before.rows.begin()));
    }
}

Row KeyPlaces::ofBefore(Row row) const
{
    const Row place = m_before->places[row];
    return place + static_cast<Row>(std::upper_bound(m_cameIn.begin(), m_cameIn.end(), place) - m_cameIn.begin());
}

KeyOrder KeyPlaces::order(const std::vector<Row>& before, const std::vector<Row>& fresh) const
{
    KeyOrder out;
    reserveColumn(out.rows, before.size() + m_fresh.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i <= m_fresh.size(); ++i) {
        const std::size_t end = i < m_fresh.size() ? m_cameIn[i] : before.size();
        for (; next < end; ++next) {
            out.rows.push_back(before[m_before->rows[next]]);
        }
        if (i < m_fresh.size()) {
            out.rows.push_back(fresh[m_fresh[i]]);
        }
    }
    reserveColumn(out.places, out.rows.size());
    out.places.resize(out.rows.size());
    for (std::size_t place = 0; place < out.rows.size(); ++place) {
        out.places[out.rows[place]] = static_cast<Row>(place);
    }
    return out;
}

ColumnsMerger::ColumnsMerger(const Columns& before, const ChangedRows& changed)
    : m_before(before), m_changed(changed), m_after(std::make_shared<Columns>()), m_accountIds(before.accounts.id),
      m_projectIds(before.projects.id)
{
}

bool ColumnsMerger::before(const Item& a, const Item& b)
{
    const auto key = [](const Item& item) { return std::tuple(item.domain + 1, item.time, item.place, item.id); };
    return key(a) < key(b); // kNoRow + 1 is 0: rows without a domain stand first
}

RowLayout ColumnsMerger::layOut(std::size_t table, std::size_t count, const std::vector<Row>& starts,
                                const std::vector<std::int64_t>& times, std::vector<Row> leaving,
                                std::vector<Item>& items, const std::function<Tie(Row)>& tieOf)
{
    std::sort(items.begin(), items.end(), &ColumnsMerger::before);
    std::sort(leaving.begin(), leaving.end());
    std::vector<PlacedRow> placed;
    placed.reserve(items.size());
    Row least = 0;
    for (const Item& item : items) {
        // The rows before of that domain, or where they would stand.
        const DomainBefore domain = item.domain == kNoRow ? DomainBefore{} : m_domainsBefore[item.domain];
        const std::size_t slot = item.domain == kNoRow ? 0 : std::size_t{domain.number} + 1;
        const Row end = item.domain == kNoRow || domain.same ? starts[slot + 1] : starts[slot];
        Row from = std::max(starts[slot], std::min(least, end)), length = end - from;
        while (length > 0) {
            const Row half = length / 2, row = from + half;
            const bool less = times[row] != item.time ? times[row] < item.time : [&] {
                const Tie tie = tieOf(row);
                return std::pair(tie.place, tie.id) < std::pair(item.place, item.id);
            }();
            from = less ? row + 1 : from;
            length = less ? length - half - 1 : half;
        }
        least = from;
        placed.push_back({from, item.row, item.fresh});
    }
    countDomains(table, starts, leaving, items);
    return {count, leaving, placed};
}

void ColumnsMerger::countDomains(std::size_t table, const std::vector<Row>& starts, const std::vector<Row>& leaving,
                                 const std::vector<Item>& items)
{
    std::vector<Row>& after = m_after->domainStarts[table];
    after.assign(m_after->domains.size() + 2, 0);
    after[1] = starts[1];
    for (std::size_t domain = 0; domain < m_domainsAfter.size(); ++domain) {
        if (m_domainsAfter[domain] != kNoRow) {
            after[m_domainsAfter[domain] + 2] = starts[domain + 2] - starts[domain + 1];
        }
    }
    for (const Row row : leaving) {
        const auto slot = std::upper_bound(starts.begin(), starts.end(), row) - starts.begin() - 1;
        const Row domain = slot == 0 ? kNoRow : m_domainsAfter[static_cast<std::size_t>(slot) - 1];
        if (slot == 0 || domain != kNoRow) {
            --after[domain + 2]; // kNoRow + 2 is 1
        }
    }
    for (const Item& item : items) {
        ++after[item.domain + 2];
    }
    std::partial_sum(after.begin(), after.end(), after.begin());
}

/// The domains after are those that an account has.
void ColumnsMerger::numberDomains(const std::vector<Row>& replaced)
{
    const std::vector<QString>& names = m_before.domains;
    const std::vector<Row>& starts = m_before.domainStarts[0];
    std::vector<std::int64_t> accounts(names.size());
    for (std::size_t domain = 0; domain < names.size(); ++domain) {
        accounts[domain] = starts[domain + 2] - starts[domain + 1];
    }
    for (const Row row : replaced) {
        if (row != kNoRow && m_before.accounts.domain[row] != kNoRow) {
            --accounts[m_before.accounts.domain[row]];
        }
    }
    std::vector<QString> fresh = m_changed.domains;
    std::sort(fresh.begin(), fresh.end());
    m_domainsAfter.assign(names.size(), kNoRow);
    auto next = fresh.begin();
    for (std::size_t domain = 0; domain <= names.size(); ++domain) {
        for (; next != fresh.end() && (domain == names.size() || *next < names[domain]); ++next) {
            m_domainsBefore.push_back({static_cast<Row>(domain), false});
            m_after->domains.push_back(*next);
        }
        const bool named = domain < names.size() && next != fresh.end() && *next == names[domain];
        if (domain < names.size() && (named || accounts[domain] > 0)) {
            m_domainsAfter[domain] = static_cast<Row>(m_after->domains.size());
            m_domainsBefore.push_back({static_cast<Row>(domain), true});
            m_after->domains.push_back(names[domain]);
        }
        next += named ? 1 : 0;
    }
    for (const Row domain : m_changed.accounts.domain) {
        const auto& all = m_after->domains;
        m_freshDomains.push_back(
            domain == kNoRow
                ? kNoRow
                : static_cast<Row>(std::lower_bound(all.begin(), all.end(), m_changed.domains[domain]) - all.begin()));
    }
}

/// Rows of other tables go where their account goes.
bool ColumnsMerger::findMoved(const std::vector<Row>& replaced)
{
    m_moved = Bitmap(m_before.accounts.id.size());
    for (std::size_t fresh = 0; fresh < replaced.size(); ++fresh) {
        const Row row = replaced[fresh];
        if (row == kNoRow) {
            continue;
        }
        if (accountKeyOf(m_before.accounts.name.at(row)) !=
            accountKeyOf(m_changed.accounts.name.at(static_cast<Row>(fresh)))) {
            return false; // another account under this number: no import does that
        }
        const Row now = m_freshDomains[fresh], then = m_before.accounts.domain[row];
        const bool same =
            now == kNoRow ? then == kNoRow : m_domainsBefore[now].same && m_domainsBefore[now].number == then;
        if (!same) {
            m_moved.set(row);
            m_movedRows.push_back(row);
        }
    }
    return true;
}

bool ColumnsMerger::mergeAccounts()
{
    const AccountColumns& old = m_before.accounts;
    const AccountColumns& fresh = m_changed.accounts;
    if (!m_accountIds.sound() || !m_projectIds.sound()) {
        return false;
    }
    std::vector<Row> replaced, leaving, added;
    for (Row row = 0; row < fresh.id.size(); ++row) {
        replaced.push_back(m_accountIds.of(fresh.id[row]));
        replaced.back() == kNoRow ? added.push_back(row) : leaving.push_back(replaced.back());
    }
    numberDomains(replaced);
    if (!findMoved(replaced)) {
        return false;
    }
    const KeyPlaces keys(old.byKey, old.name, fresh.name, added, &accountKeyOf);
    std::vector<Item> items;
    for (Row row = 0; row < fresh.id.size(); ++row) {
        const Row place = replaced[row] == kNoRow ? keys.ofFresh(row) : keys.ofBefore(replaced[row]);
        items.push_back({m_freshDomains[row], fresh.joined[row], place, 0, row, true});
    }
    const RowLayout layout =
        layOut(0, old.id.size(), m_before.domainStarts[0], old.joined, std::move(leaving), items, [&keys](Row row) {
            return Tie{keys.ofBefore(row), 0};
        });
    numberRows(layout, old.id.size(), replaced, m_accountRows, m_freshAccounts);
    layAccounts(layout);
    m_after->accounts.byKey = keys.order(m_accountRows, m_freshAccounts);
    return true;
}

bool ColumnsMerger::mergeProjects()
{
    const ProjectColumns& old = m_before.projects;
    const ProjectColumns& fresh = m_changed.projects;
    const std::vector<Row>& domains = m_after->accounts.domain;
    std::vector<Row> replaced, leaving, added, owners;
    Bitmap taken(old.id.size());
    for (Row row = 0; row < fresh.id.size(); ++row) {
        replaced.push_back(m_projectIds.of(fresh.id[row]));
        owners.push_back(accountOf(m_changed.owners[row]));
        const Row was = replaced.back();
        if (owners.back() == kNoRow ||
            (was != kNoRow && projectKeyOf(old.name.at(was)) != projectKeyOf(fresh.name.at(row)))) {
            return false;
        }
        if (was == kNoRow) {
            added.push_back(row);
        } else {
            leaving.push_back(was);
            taken.set(was);
        }
    }
    const KeyPlaces keys(old.byKey, old.name, fresh.name, added, &projectKeyOf);
    std::vector<Item> items;
    for (Row row = 0; row < fresh.id.size(); ++row) {
        const Row place = replaced[row] == kNoRow ? keys.ofFresh(row) : keys.ofBefore(replaced[row]);
        items.push_back({domains[owners[row]], fresh.created[row], place, 0, row, true});
    }
    for (const Row account : m_movedRows) {
        for (const Row row : m_before.owned.of(account)) {
            if (!taken.test(row)) {
                leaving.push_back(row);
                items.push_back({domains[m_accountRows[account]], old.created[row], keys.ofBefore(row), 0, row, false});
            }
        }
    }
    m_projectLayout =
        layOut(1, old.id.size(), m_before.domainStarts[1], old.created, std::move(leaving), items, [&keys](Row row) {
            return Tie{keys.ofBefore(row), 0};
        });
    numberRows(m_projectLayout, old.id.size(), replaced, m_projectRows, m_freshProjects);
    layProjects(m_projectLayout, owners);
    m_after->projects.byKey = keys.order(m_projectRows, m_freshProjects);
    return true;
}

} // namespace cordon
