// SPDX-License-Identifier: Apache-2.0
// Whether columns that were read from a file can be walked without looking where one steps.
#include "core/index/at_once.h"
#include "core/index/column_file.h"
#include "core/index/time_limits.h"

#include <algorithm>
#include <initializer_list>

namespace cordon {
namespace {

bool below(const std::vector<Row>& rows, std::size_t count, bool orNone = false)
{
    // One pass without a branch: a registry has 8 million of these.
    bool sound = true;
    for (const Row row : rows) {
        sound &= row < count || (orNone && row == kNoRow);
    }
    return sound;
}

bool rises(const std::vector<Row>& offsets, std::size_t last)
{
    return !offsets.empty() && offsets.front() == 0 && offsets.back() == last &&
           std::is_sorted(offsets.begin(), offsets.end());
}

bool allOf(std::size_t wanted, std::initializer_list<std::size_t> sizes)
{
    return std::all_of(sizes.begin(), sizes.end(), [wanted](std::size_t size) { return size == wanted; });
}

bool upTo(const std::vector<std::uint8_t>& values, std::uint8_t most)
{
    return std::all_of(values.begin(), values.end(), [most](std::uint8_t value) { return value <= most; });
}

bool wordsFit(const WordColumn& words)
{
    return below(words.codes(), words.words().size());
}

bool numbersFit(const NumberColumn& numbers, std::size_t count)
{
    const auto& large = numbers.large();
    constexpr std::uint32_t kLarge = ~std::uint32_t{0} - 1;
    const auto marks = std::count(numbers.small().begin(), numbers.small().end(), kLarge);
    const auto repeated =
        std::adjacent_find(large.begin(), large.end(), [](const auto& a, const auto& b) { return a.first >= b.first; });
    return numbers.size() == count && marks == std::ssize(large) && repeated == large.end() &&
           std::all_of(large.begin(), large.end(), [&](const auto& entry) {
               return entry.first < count && numbers.small()[entry.first] == kLarge && entry.second >= kLarge;
           });
}

bool orderFits(const KeyOrder& order, std::size_t count)
{
    if (!allOf(count, {order.rows.size(), order.places.size()}) || !below(order.rows, count)) {
        return false;
    }
    for (std::size_t place = 0; place < count; ++place) {
        if (order.places[order.rows[place]] != place) {
            return false;
        }
    }
    return true;
}

template<class T, class RowOf>
bool linksFit(const Adjacency<T>& links, std::size_t sources, std::size_t targets, RowOf&& rowOf)
{
    const auto& values = links.values();
    return links.offsets().size() == sources + 1 && rises(links.offsets(), values.size()) &&
           std::all_of(values.begin(), values.end(), [&](const T& value) { return rowOf(value) < targets; });
}

bool accountsFit(const Columns& c)
{
    const AccountColumns& a = c.accounts;
    const std::size_t count = a.id.size();
    return allOf(count, {a.domain.size(), a.joined.size(), a.verified.size(), a.state.size(), a.name.folded().size(),
                         a.name.raw().size(), a.email.folded().size(), a.email.raw().size(), a.ip.size(), a.uuid.size(),
                         a.note.size(), a.twoFactor.size()}) &&
           below(a.domain, c.domains.size(), true) && upTo(a.verified, 2) && upTo(a.state, 1) &&
           wordsFit(a.twoFactor) && orderFits(a.byKey, count);
}

bool projectsFit(const Columns& c)
{
    const ProjectColumns& p = c.projects;
    const std::size_t count = p.id.size();
    const bool numbers = numbersFit(p.releases, count) && numbersFit(p.files, count) && numbersFit(p.bytes, count) &&
                         numbersFit(p.modules, count) && numbersFit(p.scripts, count);
    return numbers &&
           allOf(count, {p.owner.size(), p.created.size(), p.state.size(), p.name.folded().size(), p.name.raw().size(),
                         p.repo.size(), p.summary.size(), p.note.size(), p.publisher.size()}) &&
           upTo(p.state, 4) && wordsFit(p.publisher) && orderFits(p.byKey, count);
}

bool uploadsFit(const Columns& c)
{
    const UploadColumns& u = c.uploads;
    const std::size_t count = u.id.size();
    return allOf(count, {u.project.size(), u.account.size(), u.uploaded.size()}) && numbersFit(u.size, count) &&
           below(u.project, c.projects.id.size());
}

bool reportsFit(const Columns& c)
{
    const ReportColumns& r = c.reports;
    const std::size_t count = r.created.size();
    if (!allOf(count, {r.project.size(), r.account.size(), r.trusted.size(), r.observer.size(), r.kind.size(),
                       r.summary.size(), r.url.size()}) ||
        !below(r.project, c.projects.id.size(), true) || !below(r.account, c.accounts.id.size(), true)) {
        return false;
    }
    for (std::size_t row = 0; row < count; ++row) {
        if ((r.project[row] == kNoRow) == (r.account[row] == kNoRow)) {
            return false;
        }
    }
    return upTo(r.trusted, 2) && wordsFit(r.observer) && wordsFit(r.kind);
}

/// Rows of a domain stand side by side, their times rising: groups and histograms rely on it. Their
/// people stand so, too: whose row is among those of the domain is of that domain, without a look, and
/// lies in its table.
bool orderedByDomain(const Columns& c, std::size_t table, const std::vector<std::int64_t>& times,
                     const std::vector<Row>& people)
{
    const std::vector<Row>& starts = c.domainStarts[table];
    const std::vector<Row>& ofPeople = c.domainStarts[0];
    const std::size_t slots = c.domains.size() + 1;
    if (!allOf(slots + 1, {starts.size(), ofPeople.size()}) || people.size() != times.size() ||
        !rises(starts, times.size()) || !rises(ofPeople, c.accounts.id.size())) {
        return false;
    }
    bool sound = true;
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const Row first = ofPeople[slot], many = ofPeople[slot + 1] - first;
        std::int64_t before = kEarliestMicros;
        for (Row row = starts[slot]; row < starts[slot + 1]; ++row) {
            sound &= people[row] - first < many && times[row] >= before;
            before = times[row];
        }
        sound &= before <= kLatestMicros; // the last of a domain is its latest
    }
    return sound;
}

bool uploadsOrdered(const Columns& c)
{
    return orderedByDomain(c, 2, c.uploads.uploaded, c.uploads.account);
}

bool accountsOrdered(const Columns& c)
{
    const std::vector<Row>& starts = c.domainStarts[0];
    if (starts.size() != c.domains.size() + 2 || !rises(starts, c.accounts.id.size())) {
        return false;
    }
    bool sound = true;
    for (std::size_t slot = 0; slot + 1 < starts.size(); ++slot) {
        const Row domain = slot == 0 ? kNoRow : static_cast<Row>(slot - 1);
        std::int64_t before = kEarliestMicros;
        for (Row row = starts[slot]; row < starts[slot + 1]; ++row) {
            sound &= c.accounts.domain[row] == domain && c.accounts.joined[row] >= before;
            before = c.accounts.joined[row];
        }
        sound &= before <= kLatestMicros;
    }
    return sound;
}

bool domainsFit(const Columns& c)
{
    const auto inLimits = [](std::int64_t at) { return at >= kEarliestMicros && at <= kLatestMicros; };
    return std::is_sorted(c.domains.begin(), c.domains.end()) && accountsOrdered(c) &&
           orderedByDomain(c, 1, c.projects.created, c.projects.owner) &&
           std::all_of(c.reports.created.begin(), c.reports.created.end(), inLimits);
}

bool linksFit(const Columns& c)
{
    const auto row = [](Row target) { return target; };
    const std::size_t accounts = c.accounts.id.size(), projects = c.projects.id.size();
    const bool people = linksFit(c.owned, accounts, projects, row) && linksFit(c.withRole, accounts, projects, row) &&
                        linksFit(c.accountReports, accounts, c.reports.created.size(), row);
    const auto words = [&c](const RoleLink& role) { return role.word < c.roleWords.size(); };
    return people && linksFit(c.projectReports, projects, c.reports.created.size(), row) &&
           linksFit(c.projectUploads, projects, c.uploads.id.size(), row) &&
           linksFit(c.roles, projects, accounts, [](const RoleLink& role) { return role.account; }) &&
           std::all_of(c.roles.values().begin(), c.roles.values().end(), words);
}

} // namespace

bool areSound(const Columns& columns)
{
    for (std::size_t table = 0; table < kTables; ++table) {
        const std::size_t rows = columns.size(static_cast<Table>(table));
        if (!allOf(rows, {columns.flagged[table].size(), columns.stubs[table].size()})) {
            return false;
        }
    }
    // A start waits for it, so both cores look. None of it steps where another part of it has not looked yet.
    bool people = false, uploads = false;
    atOnce([&] { people = accountsFit(columns) && projectsFit(columns) && domainsFit(columns) && linksFit(columns); },
           [&] { uploads = uploadsFit(columns) && uploadsOrdered(columns) && reportsFit(columns); });
    return people && uploads;
}

} // namespace cordon
