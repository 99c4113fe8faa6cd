// SPDX-License-Identifier: Apache-2.0
#include "core/actions/snapshot.h"

namespace cordon {

namespace {

Snapshot::AccountFacts accountFacts(const Index& index, Row row)
{
    return {index.account(row), index.isProtected(Table::Accounts).test(row), std::ssize(index.projectsOwnedBy(row))};
}

Snapshot::ProjectFacts projectFacts(const Index& index, Row row, Bitmap& people)
{
    const auto domain = index.domainOfProject(row);
    Snapshot::ProjectFacts facts{index.project(row),
                                 index.isProtected(Table::Projects).test(row),
                                 domain ? index.domain(*domain) : QString(),
                                 {}};
    for (const RoleLink& role : index.rolesOn(row)) {
        facts.roles.push_back({index.accountKey(role.account), index.roleWord(role)});
        people.set(role.account);
    }
    return facts;
}

std::int64_t accountsOn(const Index& index, Row domain)
{
    const Index::Range range = index.rowsOfDomain(Table::Accounts, domain);
    return range.end - range.begin;
}

Snapshot::DomainFacts domainFacts(const Index& index, Row row)
{
    const auto decision = index.decisionOn(Table::Domains, row);
    return {index.domain(row), index.isProtected(Table::Domains).test(row),
            decision && decision->verb == Verb::Prohibit, accountsOn(index, row)};
}

} // namespace

Snapshot snapshotOf(const Index& index, const std::vector<Subject>& subjects)
{
    Snapshot snapshot;
    Bitmap people(index.size(Table::Accounts));
    for (const Subject& subject : subjects) {
        const auto row = index.find(subject);
        if (!row) {
            continue;
        }
        switch (subject.kind) {
        case SubjectKind::Account:
            people.set(*row);
            break;
        case SubjectKind::Project:
            snapshot.projects.push_back(projectFacts(index, *row, people));
            break;
        case SubjectKind::Domain:
            snapshot.domains.push_back(domainFacts(index, *row));
            break;
        }
    }
    people.forEach([&](Row row) { snapshot.accounts.push_back(accountFacts(index, row)); });
    return snapshot;
}

} // namespace cordon
