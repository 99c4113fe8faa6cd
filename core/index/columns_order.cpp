// SPDX-License-Identifier: Apache-2.0
// Numbers the rows of a scan anew, by mail domain, time and key, and links
// them.
#include "core/index/column_rows.h"
#include "core/index/columns_builder.h"
#include "core/index/huge_pages.h"
#include "core/index/keys.h"

#include <algorithm>
#include <numeric>

namespace cordon {
namespace {

template<class T>
void permute(std::vector<T>& column, const std::vector<Row>& order)
{
    std::vector<T> out;
    reserveColumn(out, order.size());
    for (const Row row : order) {
        out.push_back(column[row]);
    }
    column = std::move(out);
}

template<class Column>
void permute(Column& column, const std::vector<Row>& order)
{
    column = column.permuted(order);
}

std::vector<Row> inverse(const std::vector<Row>& order)
{
    std::vector<Row> out(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        out[order[place]] = static_cast<Row>(place);
    }
    return out;
}

/// Rows by domain and, inside, by `before`. A domain is a small number, so it
/// is counted and not compared; most tables come in the order of time, so what
/// is in order already is left so.
template<class DomainOf, class Before>
std::vector<Row> byDomain(std::size_t count, std::size_t domains, DomainOf&& domainOf, Before&& before,
                          std::vector<Row>& starts)
{
    const auto slotOf = [&domainOf](Row row) {
        const Row domain = domainOf(row);
        return domain == kNoRow ? std::size_t{0} : std::size_t{domain} + 1;
    };
    starts.assign(domains + 2, 0);
    for (Row row = 0; row < count; ++row) {
        ++starts[slotOf(row) + 1];
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<Row> next(starts.begin(), starts.end() - 1);
    std::vector<Row> order(count);
    for (Row row = 0; row < count; ++row) {
        order[next[slotOf(row)]++] = row;
    }
    for (std::size_t slot = 0; slot + 1 < starts.size(); ++slot) {
        const auto begin = order.begin() + starts[slot];
        const auto end = order.begin() + starts[slot + 1];
        if (!std::is_sorted(begin, end, before)) {
            std::sort(begin, end, before);
        }
    }
    return order;
}

KeyOrder renumbered(const KeyOrder& order, const std::vector<Row>& newRow)
{
    KeyOrder out;
    out.rows.reserve(order.rows.size());
    for (const Row row : order.rows) {
        out.rows.push_back(newRow[row]);
    }
    out.places = inverse(out.rows);
    return out;
}

void markFlags(Columns& columns, Table table, const std::vector<std::uint8_t>& flags, const std::vector<Row>& newRow)
{
    Bitmap flagged(flags.size()), stubs(flags.size());
    for (std::size_t row = 0; row < flags.size(); ++row) {
        flagged.set(newRow[row], (flags[row] & kFlaggedRow) != 0);
        stubs.set(newRow[row], (flags[row] & kStubRow) != 0);
    }
    columns.flagged[static_cast<std::size_t>(table)] = std::move(flagged);
    columns.stubs[static_cast<std::size_t>(table)] = std::move(stubs);
}

} // namespace

// Domains are numbered by name, so that their row order is a total order people
// understand.
void ColumnsBuilder::nameDomains()
{
    std::vector<Row> order(m_domainNames.size());
    std::iota(order.begin(), order.end(), Row{0});
    std::sort(order.begin(), order.end(), [this](Row a, Row b) { return m_domainNames[a] < m_domainNames[b]; });
    const std::vector<Row> numbers = inverse(order);
    for (Row& domain : m_columns->accounts.domain) {
        domain = domain == kNoRow ? kNoRow : numbers[domain];
    }
    for (const Row old : order) {
        m_columns->domains.push_back(std::move(m_domainNames[old]));
    }
    m_domainNumbers.clear();
}

void ColumnsBuilder::orderAccounts()
{
    AccountColumns& accounts = m_columns->accounts;
    const KeyOrder keys = orderByKey(accounts.name, &accountKeyOf);
    const std::vector<Row> order = byDomain(
        accounts.id.size(), m_columns->domains.size(), [&accounts](Row row) { return accounts.domain[row]; },
        [&](Row a, Row b) {
            return accounts.joined[a] != accounts.joined[b] ? accounts.joined[a] < accounts.joined[b]
                                                            : keys.places[a] < keys.places[b];
        },
        m_columns->domainStarts[0]);
    m_newAccount = inverse(order);
    permute(accounts.id, order);
    permute(accounts.domain, order);
    permute(accounts.joined, order);
    permute(accounts.verified, order);
    permute(accounts.state, order);
    permute(accounts.name, order);
    permute(accounts.email, order);
    permute(accounts.ip, order);
    permute(accounts.uuid, order);
    permute(accounts.note, order);
    permute(accounts.twoFactor, order);
    accounts.byKey = renumbered(keys, m_newAccount);
    markFlags(*m_columns, Table::Accounts, m_accountMarks, m_newAccount);
}

void ColumnsBuilder::orderProjects()
{
    ProjectColumns& projects = m_columns->projects;
    for (Row& owner : projects.owner) {
        owner = m_newAccount[owner];
    }
    const KeyOrder keys = orderByKey(projects.name, &projectKeyOf);
    const std::vector<Row> order = byDomain(
        projects.id.size(), m_columns->domains.size(),
        [&](Row row) { return m_columns->accounts.domain[projects.owner[row]]; },
        [&](Row a, Row b) {
            return projects.created[a] != projects.created[b] ? projects.created[a] < projects.created[b]
                                                              : keys.places[a] < keys.places[b];
        },
        m_columns->domainStarts[1]);
    m_newProject = inverse(order);
    permute(projects.id, order);
    permute(projects.owner, order);
    permute(projects.created, order);
    permute(projects.state, order);
    for (NumberColumn* numbers :
         {&projects.releases, &projects.files, &projects.bytes, &projects.modules, &projects.scripts}) {
        permute(*numbers, order);
    }
    permute(projects.name, order);
    permute(projects.repo, order);
    permute(projects.summary, order);
    permute(projects.note, order);
    permute(projects.publisher, order);
    projects.byKey = renumbered(keys, m_newProject);
    markFlags(*m_columns, Table::Projects, m_projectMarks, m_newProject);
    m_columns->owned = Adjacency<Row>::of(
        m_columns->accounts.id.size(), projects.id.size(), [&](std::size_t i) { return projects.owner[i]; },
        [](std::size_t i) { return static_cast<Row>(i); });
}

void ColumnsBuilder::orderUploads()
{
    UploadColumns& uploads = m_columns->uploads;
    const auto& places = m_columns->projects.byKey.places;
    m_columns->uploadsStandIn = uploads.id.empty();
    for (std::size_t i = 0; i < uploads.id.size(); ++i) {
        uploads.project[i] = m_newProject[uploads.project[i]];
        uploads.account[i] = m_newAccount[uploads.account[i]];
    }
    if (m_columns->uploadsStandIn) {
        standInForUploads();
    }
    const std::vector<Row> order = byDomain(
        uploads.id.size(), m_columns->domains.size(),
        [&](Row row) { return m_columns->accounts.domain[uploads.account[row]]; },
        [&](Row a, Row b) {
            if (uploads.uploaded[a] != uploads.uploaded[b]) {
                return uploads.uploaded[a] < uploads.uploaded[b];
            }
            const Row placeA = places[uploads.project[a]], placeB = places[uploads.project[b]];
            return placeA != placeB ? placeA < placeB : uploads.id[a] < uploads.id[b];
        },
        m_columns->domainStarts[2]);
    permute(uploads.id, order);
    permute(uploads.project, order);
    permute(uploads.account, order);
    permute(uploads.uploaded, order);
    permute(uploads.size, order);
    m_columns->projectUploads = Adjacency<Row>::of(
        m_columns->projects.id.size(), uploads.id.size(), [&](std::size_t i) { return uploads.project[i]; },
        [](std::size_t i) { return static_cast<Row>(i); });
}

// Unknown sizes, no ids: nothing of these rows lies in the cache.
void ColumnsBuilder::standInForUploads()
{
    const ProjectColumns& projects = m_columns->projects;
    UploadColumns& uploads = m_columns->uploads;
    for (Row project = 0; project < projects.id.size(); ++project) {
        if (!m_columns->stubs[static_cast<std::size_t>(Table::Projects)].test(project)) {
            uploads.id.push_back(0);
            uploads.project.push_back(project);
            uploads.account.push_back(projects.owner[project]);
            uploads.uploaded.push_back(projects.created[project]);
            uploads.size.append(std::nullopt);
        }
    }
}

// Words by text, so that their numbers tell nothing of the order in which roles
// came.
void ColumnsBuilder::orderRoleWords()
{
    std::vector<bool> used(m_roleWords.words().size(), false);
    for (const RoleSeen& role : m_roles) {
        used[role.word] = true;
    }
    m_columns->roleWords = m_roleWords.words();
    const std::vector<std::uint32_t> numbers = orderWords(m_columns->roleWords, used);
    for (RoleSeen& role : m_roles) {
        role.word = numbers[role.word];
    }
}

void ColumnsBuilder::linkRoles()
{
    const ProjectColumns& projects = m_columns->projects;
    std::vector<bool> ownerNamed(projects.id.size(), false);
    for (RoleSeen& role : m_roles) {
        role.project = m_newProject[role.project];
        role.account = m_newAccount[role.account];
        ownerNamed[role.project] = ownerNamed[role.project] || role.account == projects.owner[role.project];
    }
    const std::uint32_t owner = m_roleWords.number("Owner");
    for (Row project = 0; project < projects.id.size(); ++project) {
        const bool nameless = m_columns->accounts.name.at(projects.owner[project]).empty();
        if (!ownerNamed[project] && !nameless) { // nobody can be told of a nameless stub
            m_roles.push_back({project, projects.owner[project], owner});
        }
    }
    orderRoleWords();
    m_columns->roles = Adjacency<RoleLink>::of(
        projects.id.size(), m_roles.size(), [this](std::size_t i) { return m_roles[i].project; },
        [this](std::size_t i) {
            return RoleLink{m_roles[i].account, m_roles[i].word};
        });
    const auto key = [](const RoleSeen& role) { return std::pair(role.account, role.project); };
    std::sort(m_roles.begin(), m_roles.end(), [&key](const auto& a, const auto& b) { return key(a) < key(b); });
    m_roles.erase(
        std::unique(m_roles.begin(), m_roles.end(), [&key](const auto& a, const auto& b) { return key(a) == key(b); }),
        m_roles.end());
    m_columns->withRole = Adjacency<Row>::of(
        m_columns->accounts.id.size(), m_roles.size(), [this](std::size_t i) { return m_roles[i].account; },
        [this](std::size_t i) { return m_roles[i].project; });
    m_roles = {};
}

void ColumnsBuilder::linkReports()
{
    ReportColumns& reports = m_columns->reports;
    for (std::size_t i = 0; i < reports.created.size(); ++i) {
        reports.project[i] = reports.project[i] == kNoRow ? kNoRow : m_newProject[reports.project[i]];
        reports.account[i] = reports.account[i] == kNoRow ? kNoRow : m_newAccount[reports.account[i]];
    }
    const auto link = [&reports](std::size_t subjects, const std::vector<Row>& subjectOf) {
        return Adjacency<Row>::of(
            subjects, reports.created.size(), [&subjectOf](std::size_t i) { return subjectOf[i]; },
            [](std::size_t i) { return static_cast<Row>(i); });
    };
    m_columns->projectReports = link(m_columns->projects.id.size(), reports.project);
    m_columns->accountReports = link(m_columns->accounts.id.size(), reports.account);
    for (const Table table : {Table::Uploads, Table::Reports, Table::Domains}) {
        const Bitmap none(m_columns->size(table));
        m_columns->flagged[static_cast<std::size_t>(table)] = none;
        m_columns->stubs[static_cast<std::size_t>(table)] = none;
    }
}

} // namespace cordon
