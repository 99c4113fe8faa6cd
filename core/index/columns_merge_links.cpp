// SPDX-License-Identifier: Apache-2.0
// What the rows of a merge hold, once it is known where they stand.
#include "core/index/at_once.h"
#include "core/index/column_rows.h"
#include "core/index/columns_merger.h"

#include <algorithm>
#include <numeric>

namespace cordon {
namespace {

std::size_t at(Table table)
{
    return static_cast<std::size_t>(table);
}

Adjacency<Row> linksTo(std::size_t sources, const std::vector<Row>& sourceOf)
{
    return Adjacency<Row>::of(
        sources, sourceOf.size(), [&sourceOf](std::size_t i) { return sourceOf[i]; },
        [](std::size_t i) { return static_cast<Row>(i); });
}

Row fresh(const std::vector<std::int64_t>& ids, std::int64_t id)
{
    const auto found = std::lower_bound(ids.begin(), ids.end(), id);
    return found == ids.end() || *found != id ? kNoRow : static_cast<Row>(found - ids.begin());
}

/// Words by text; links by their new numbers.
void orderRoleWords(Columns& columns, std::vector<RoleLink>& links)
{
    std::vector<bool> used(columns.roleWords.size(), false);
    for (const RoleLink& link : links) {
        used[link.word] = true;
    }
    const std::vector<std::uint32_t> numbers = orderWords(columns.roleWords, used);
    for (RoleLink& link : links) {
        link.word = numbers[link.word];
    }
}

/// Roles of one account on one project stand side by side, and count once.
Adjacency<Row> projectsWithRole(std::size_t accounts, const std::vector<Row>& offsets,
                                const std::vector<RoleLink>& links)
{
    std::vector<Row> projects, holders;
    projects.reserve(links.size());
    holders.reserve(links.size());
    for (Row project = 0; project + 1 < offsets.size(); ++project) {
        for (Row link = offsets[project]; link < offsets[project + 1]; ++link) {
            if (link == offsets[project] || links[link].account != links[link - 1].account) {
                projects.push_back(project);
                holders.push_back(links[link].account);
            }
        }
    }
    return Adjacency<Row>::of(
        accounts, holders.size(), [&holders](std::size_t i) { return holders[i]; },
        [&projects](std::size_t i) { return projects[i]; });
}

Row orNone(const std::vector<Row>& rows, Row row)
{
    return row == kNoRow ? kNoRow : rows[row];
}

} // namespace

Row ColumnsMerger::accountOf(std::int64_t id) const
{
    const Row row = m_accountIds.of(id);
    return row != kNoRow ? m_accountRows[row] : orNone(m_freshAccounts, fresh(m_changed.accounts.id, id));
}

Row ColumnsMerger::projectOf(std::int64_t id) const
{
    const Row row = m_projectIds.of(id);
    return row != kNoRow ? m_projectRows[row] : orNone(m_freshProjects, fresh(m_changed.projects.id, id));
}

void ColumnsMerger::layAccounts(const RowLayout& layout)
{
    const AccountColumns& a = m_before.accounts;
    const AccountColumns& b = m_changed.accounts;
    AccountColumns& out = m_after->accounts;
    out.id = laid(layout, a.id, b.id);
    out.domain = laid(
        layout, a.domain, m_freshDomains, [this](Row domain) { return orNone(m_domainsAfter, domain); },
        [](Row domain) { return domain; });
    out.joined = laid(layout, a.joined, b.joined);
    out.verified = laid(layout, a.verified, b.verified);
    out.state = laid(layout, a.state, b.state);
    atOnce([&] { out.name = laid(layout, a.name, b.name), out.ip = laid(layout, a.ip, b.ip); },
           [&] { out.email = laid(layout, a.email, b.email); });
    out.uuid = laid(layout, a.uuid, b.uuid);
    out.note = laid(layout, a.note, b.note);
    out.twoFactor = laid(layout, a.twoFactor, b.twoFactor);
    const std::size_t table = at(Table::Accounts);
    m_after->flagged[table] = laid(layout, m_before.flagged[table], m_changed.accountMarks, kFlaggedRow);
    m_after->stubs[table] = laid(layout, m_before.stubs[table], m_changed.accountMarks, kStubRow);
}

void ColumnsMerger::layProjects(const RowLayout& layout, const std::vector<Row>& owners)
{
    const ProjectColumns& a = m_before.projects;
    const ProjectColumns& b = m_changed.projects;
    ProjectColumns& out = m_after->projects;
    out.id = laid(layout, a.id, b.id);
    out.owner = laid(
        layout, a.owner, owners, [this](Row owner) { return m_accountRows[owner]; }, [](Row owner) { return owner; });
    out.created = laid(layout, a.created, b.created);
    out.state = laid(layout, a.state, b.state);
    const auto numbers = [&] {
        out.releases = laid(layout, a.releases, b.releases);
        out.files = laid(layout, a.files, b.files);
        out.bytes = laid(layout, a.bytes, b.bytes);
        out.modules = laid(layout, a.modules, b.modules);
        out.scripts = laid(layout, a.scripts, b.scripts);
        out.publisher = laid(layout, a.publisher, b.publisher);
    };
    const auto texts = [&] {
        out.name = laid(layout, a.name, b.name);
        out.repo = laid(layout, a.repo, b.repo);
        out.summary = laid(layout, a.summary, b.summary);
        out.note = laid(layout, a.note, b.note);
    };
    atOnce(numbers, texts);
    const std::size_t table = at(Table::Projects);
    m_after->flagged[table] = laid(layout, m_before.flagged[table], m_changed.projectMarks, kFlaggedRow);
    m_after->stubs[table] = laid(layout, m_before.stubs[table], m_changed.projectMarks, kStubRow);
    m_after->owned = linksTo(m_after->accounts.id.size(), out.owner);
}

/// Fresh uploads as columns, and the rows before that are told anew or whose
/// account has moved.
bool ColumnsMerger::gatherUploads(std::vector<Row>& leaving, std::vector<Item>& items)
{
    const UploadColumns& old = m_before.uploads;
    const auto& fresh = m_changed.uploads;
    const std::uint32_t most = old.id.empty() ? 0 : *std::max_element(old.id.begin(), old.id.end());
    if (most > 8 * old.id.size() + 1'000) {
        return false;
    }
    Bitmap told(std::size_t{most} + 1);
    bool any = !m_movedRows.empty();
    for (const UploadView& upload : fresh) {
        if (upload.id <= most) {
            told.set(static_cast<Row>(upload.id));
            any = true;
        }
    }
    for (Row row = 0; any && row < old.id.size(); ++row) {
        const bool toldAnew = told.test(old.id[row]);
        if (!toldAnew && !m_moved.test(old.account[row])) {
            continue;
        }
        leaving.push_back(row);
        if (!toldAnew) {
            const Row domain = m_after->accounts.domain[m_accountRows[old.account[row]]];
            const Row place = m_after->projects.byKey.places[m_projectRows[old.project[row]]];
            items.push_back({domain, old.uploaded[row], place, old.id[row], row, false});
        }
    }
    return true;
}

void ColumnsMerger::gatherFreshUploads(UploadColumns& columns, std::vector<Item>& items)
{
    for (const UploadView& upload : m_changed.uploads) {
        const Row project = projectOf(upload.project);
        if (project == kNoRow) {
            continue;
        }
        const Row named = accountOf(upload.account);
        const Row account = named == kNoRow ? m_after->projects.owner[project] : named;
        const auto row = static_cast<Row>(columns.id.size());
        columns.id.push_back(static_cast<std::uint32_t>(upload.id));
        columns.project.push_back(project);
        columns.account.push_back(account);
        columns.uploaded.push_back(columnTime(upload.uploaded));
        columns.size.append(upload.size);
        items.push_back({m_after->accounts.domain[account], columns.uploaded.back(),
                         m_after->projects.byKey.places[project], upload.id, row, true});
    }
}

/// Projects stand in the very order in which their first uploads would.
void ColumnsMerger::standInForUploads()
{
    const ProjectColumns& projects = m_after->projects;
    const Bitmap& stubs = m_after->stubs[at(Table::Projects)];
    UploadColumns& uploads = m_after->uploads;
    std::vector<Row> standing(projects.id.size() + 1,
                              0); // uploads before each project
    for (Row project = 0; project < projects.id.size(); ++project) {
        standing[project + 1] = standing[project];
        if (!stubs.test(project)) {
            ++standing[project + 1];
            uploads.id.push_back(0);
            uploads.project.push_back(project);
            uploads.account.push_back(projects.owner[project]);
            uploads.uploaded.push_back(projects.created[project]);
            uploads.size.append(std::nullopt);
        }
    }
    const std::vector<Row>& starts = m_after->domainStarts[1];
    for (const Row start : starts) {
        m_after->domainStarts[2].push_back(standing[start]);
    }
    m_after->uploadsStandIn = true;
    m_after->projectUploads = linksTo(projects.id.size(), uploads.project);
}

bool ColumnsMerger::mergeUploads()
{
    UploadColumns& out = m_after->uploads;
    const bool stoodIn = m_before.uploadsStandIn;
    if (stoodIn && m_changed.uploads.empty()) {
        standInForUploads();
    } else {
        static const UploadColumns kNone;
        const UploadColumns& old = stoodIn ? kNone : m_before.uploads;
        std::vector<Row> leaving;
        std::vector<Item> items;
        if (!stoodIn && !gatherUploads(leaving, items)) {
            return false;
        }
        UploadColumns fresh;
        gatherFreshUploads(fresh, items);
        const std::vector<Row> noStarts(m_before.domains.size() + 2, 0);
        const auto tieOf = [&](Row row) {
            return Tie{m_after->projects.byKey.places[m_projectRows[old.project[row]]], old.id[row]};
        };
        const RowLayout layout = layOut(2, old.id.size(), stoodIn ? noStarts : m_before.domainStarts[2], old.uploaded,
                                        std::move(leaving), items, tieOf);
        layUploads(layout, old, fresh);
        m_after->uploadsStandIn = out.id.empty();
    }
    return true;
}

void ColumnsMerger::layUploads(const RowLayout& layout, const UploadColumns& a, const UploadColumns& b)
{
    UploadColumns& out = m_after->uploads;
    const auto same = [](Row row) { return row; };
    const auto ofProjects = [&] {
        out.project = laid(
            layout, a.project, b.project, [this](Row row) { return m_projectRows[row]; }, same);
        m_after->projectUploads = linksTo(m_after->projects.id.size(), out.project);
    };
    const auto others = [&] {
        out.account = laid(
            layout, a.account, b.account, [this](Row row) { return m_accountRows[row]; }, same);
        out.id = laid(layout, a.id, b.id);
        out.uploaded = laid(layout, a.uploaded, b.uploaded);
        out.size = laid(layout, a.size, b.size);
    };
    atOnce(others, ofProjects);
}

/// Roles of a project that has changed are told anew; its owner has one though
/// nobody says so.
void ColumnsMerger::addRoles(Row freshProject, const RoleWords& words, std::vector<RoleLink>& links) const
{
    const std::int64_t id = m_changed.projects.id[freshProject];
    const Row owner = m_after->projects.owner[m_freshProjects[freshProject]];
    bool ownerNamed = m_after->accounts.name.at(owner).empty(); // nobody can be told of a nameless stub
    auto role = std::lower_bound(m_changed.roles.begin(), m_changed.roles.end(), id,
                                 [](const ChangedRows::Role& a, std::int64_t wanted) { return a.project < wanted; });
    for (; role != m_changed.roles.end() && role->project == id; ++role) {
        if (const Row account = accountOf(role->account); account != kNoRow) {
            links.push_back({account, words.fresh[role->word]});
            ownerNamed = ownerNamed || account == owner;
        }
    }
    if (!ownerNamed) {
        links.push_back({owner, words.owner});
    }
}

bool ColumnsMerger::mergeRoles()
{
    m_after->roleWords = m_before.roleWords;
    RoleWords words;
    words.fresh = addWords(m_after->roleWords, m_changed.roleWords);
    words.owner = addWords(m_after->roleWords, {QStringLiteral("Owner")}).front();
    std::vector<RoleLink> links;
    std::vector<Row> offsets{0};
    links.reserve(m_before.roles.values().size() + m_changed.roles.size() + m_changed.projects.id.size());
    offsets.reserve(m_after->projects.id.size() + 1);
    for (const RowLayout::Stretch& stretch : m_projectLayout.stretches()) {
        for (Row row = stretch.begin; row < stretch.end; ++row) {
            if (stretch.fresh) {
                addRoles(row, words, links);
            } else {
                for (const RoleLink& link : m_before.roles.of(row)) {
                    links.push_back({m_accountRows[link.account], link.word});
                }
            }
            offsets.push_back(static_cast<Row>(links.size()));
        }
    }
    orderRoleWords(*m_after, links);
    m_after->withRole = projectsWithRole(m_after->accounts.id.size(), offsets, links);
    m_after->roles = Adjacency<RoleLink>(std::move(offsets), std::move(links));
    return true;
}

bool ColumnsMerger::mergeReports()
{
    const ReportColumns& old = m_before.reports;
    const std::size_t count = old.created.size();
    std::vector<Row> leaving, projects, accounts;
    std::vector<PlacedRow> placed;
    std::size_t next = count + 1;
    for (Row row = 0; row < m_changed.places.size(); ++row) {
        const ChangedRows::Place& place = m_changed.places[row];
        const bool known = place.id > 0 && place.id <= std::ssize(old.created);
        projects.push_back(projectOf(place.project));
        accounts.push_back(projects.back() == kNoRow ? accountOf(place.account) : kNoRow);
        const auto was = static_cast<Row>(place.id - 1);
        // The subject of a report never changes, and every one has a subject.
        const bool fits = known ? orNone(m_projectRows, old.project[was]) == projects.back() &&
                                      orNone(m_accountRows, old.account[was]) == accounts.back()
                                : place.id == static_cast<std::int64_t>(next++);
        if (!fits || (projects.back() == kNoRow && accounts.back() == kNoRow)) {
            return false;
        }
        if (known) {
            leaving.push_back(was);
        }
        placed.push_back({known ? was : static_cast<Row>(count), row, true});
    }
    layReports(RowLayout(count, leaving, placed), projects, accounts);
    return true;
}

void ColumnsMerger::layReports(const RowLayout& layout, const std::vector<Row>& projects,
                               const std::vector<Row>& accounts)
{
    const ReportColumns& a = m_before.reports;
    const ReportColumns& b = m_changed.reports;
    ReportColumns& out = m_after->reports;
    const auto same = [](Row row) { return row; };
    out.project = laid(
        layout, a.project, projects, [this](Row row) { return orNone(m_projectRows, row); }, same);
    out.account = laid(
        layout, a.account, accounts, [this](Row row) { return orNone(m_accountRows, row); }, same);
    out.created = laid(layout, a.created, b.created);
    out.trusted = laid(layout, a.trusted, b.trusted);
    out.observer = laid(layout, a.observer, b.observer);
    out.kind = laid(layout, a.kind, b.kind);
    out.summary = laid(layout, a.summary, b.summary);
    out.url = laid(layout, a.url, b.url);
    m_after->projectReports = linksTo(m_after->projects.id.size(), out.project);
    m_after->accountReports = linksTo(m_after->accounts.id.size(), out.account);
    for (const Table table : {Table::Uploads, Table::Reports, Table::Domains}) {
        m_after->flagged[at(table)] = m_after->stubs[at(table)] = Bitmap(m_after->size(table));
    }
}

} // namespace cordon
