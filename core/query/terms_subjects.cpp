// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"
#include "core/query/ask.h"
#include "core/query/terms.h"

#include <algorithm>

namespace cordon {
namespace {

Truth kindIs(const FilterNode& term, SubjectKind kind, std::size_t rows)
{
    return Truth::certain(Bitmap(rows, asksFor(term, kind)));
}

/// An empty text is one that nobody told us.
std::optional<bool> askKnown(const TextAsk& ask, const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional<bool>(ask.matches(text));
}

std::int64_t describedProjects(const Index& index, Row account)
{
    const Bitmap& stubs = index.stubs(Table::Projects);
    const auto owned = index.projectsOwnedBy(account);
    return std::count_if(owned.begin(), owned.end(), [&stubs](Row project) { return !stubs.test(project); });
}

std::optional<bool> hasTwoFactor(const QString& imported)
{
    if (imported.isEmpty()) {
        return std::nullopt;
    }
    for (const QLatin1StringView none :
         {QLatin1StringView("none"), QLatin1StringView("no"), QLatin1StringView("false"), QLatin1StringView("off")}) {
        if (imported.compare(none, Qt::CaseInsensitive) == 0) {
            return false;
        }
    }
    return true;
}

bool asksState(const FilterNode& term, AccountState state)
{
    for (const FilterValue& value : term.values) {
        const auto* asked = std::get_if<StateTest>(&value);
        if (asked != nullptr && asked->account == state) {
            return true;
        }
    }
    return false;
}

// "active" asks for every state that counts as active; the other words for what is written there.
bool asksState(const FilterNode& term, ProjectState state)
{
    for (const FilterValue& value : term.values) {
        const auto* asked = std::get_if<StateTest>(&value);
        if (asked == nullptr || !asked->project) {
            continue;
        }
        if (asked->project == state || (asked->project == ProjectState::Active && countsAsActive(state))) {
            return true;
        }
    }
    return false;
}

std::optional<std::int64_t> numberOf(const Project& project, Field field)
{
    switch (field) {
    case Field::Releases:
        return project.releases;
    case Field::Files:
        return project.files;
    case Field::Bytes:
        return project.totalBytes;
    case Field::Modules:
        return project.pyModules;
    default:
        return project.consoleScripts;
    }
}

} // namespace

Truth Terms::aboutAccounts(const FilterNode& term)
{
    constexpr Table kAccounts = Table::Accounts;
    const TextAsk ask(term, term.field == Field::Name ? &foldedUser : nullptr);
    const Bitmap& stubs = m_index.stubs(kAccounts);
    switch (term.field) {
    case Field::Words:
        return scan(kAccounts, [&](Row row) {
            return std::optional(ask.matches(m_index.account(row).name) || ask.matches(m_index.account(row).email));
        });
    case Field::Name:
        return scan(kAccounts, [&](Row row) {
            return std::optional(ask.matches(m_index.account(row).name, m_index.accountKey(row)));
        });
    case Field::Kind:
        return kindIs(term, SubjectKind::Account, m_index.size(kAccounts));
    case Field::Domain:
        return domainsOfAccounts(term);
    case Field::Email:
        return scan(kAccounts, [&](Row row) { return askKnown(ask, m_index.account(row).email); });
    case Field::Ip:
        return scan(kAccounts, [&](Row row) { return askKnown(ask, m_index.account(row).signupIp); });
    case Field::Joined:
        return scan(kAccounts, [&](Row row) {
            return stubs.test(row) ? std::nullopt : askTime(term, m_index.account(row).joined);
        });
    case Field::Projects:
        return scan(kAccounts, [&](Row row) { return askNumber(term, describedProjects(m_index, row)); });
    case Field::Verified:
        return scan(kAccounts, [&](Row row) { return askYesNo(term, m_index.account(row).emailVerified); });
    case Field::TwoFactor:
        return scan(kAccounts, [&](Row row) -> std::optional<bool> {
            const QString& imported = m_index.account(row).twoFactor;
            const auto has = askYesNo(term, hasTwoFactor(imported));
            const auto named = askKnown(ask, imported);
            return has && named ? std::optional(*has || *named) : std::nullopt;
        });
    case Field::State:
        return scan(kAccounts, [&](Row row) -> std::optional<bool> {
            return stubs.test(row) ? std::nullopt : std::optional(asksState(term, m_index.account(row).state));
        });
    default:
        break;
    }
    return aboutAnySubject(term, kAccounts);
}

// Domains are few: each is asked once, and the accounts take the answer over.
Truth Terms::domainsOfAccounts(const FilterNode& term)
{
    const Truth domains = aboutDomains(term);
    return scan(Table::Accounts, [&](Row row) -> std::optional<bool> {
        if (m_index.stubs(Table::Accounts).test(row)) {
            return std::nullopt;
        }
        const auto domain = m_index.domainOfAccount(row);
        return domain && domains.yes.test(*domain);
    });
}

Truth Terms::aboutProjects(const FilterNode& term)
{
    constexpr Table kProjects = Table::Projects;
    const TextAsk::Fold fold = term.field == Field::Name    ? &normalizedProject
                               : term.field == Field::Owner ? &foldedUser
                                                            : nullptr;
    const TextAsk ask(term, fold);
    const Bitmap& stubs = m_index.stubs(kProjects);
    switch (term.field) {
    case Field::Words:
        return scan(kProjects, [&](Row row) { return std::optional(ask.matches(m_index.project(row).name)); });
    case Field::Name:
        return scan(kProjects, [&](Row row) {
            return std::optional(ask.matches(m_index.project(row).name, m_index.projectKey(row)));
        });
    case Field::Kind:
        return kindIs(term, SubjectKind::Project, m_index.size(kProjects));
    case Field::Owner:
        return scan(kProjects, [&](Row row) {
            const Row owner = m_index.ownerOf(row);
            return std::optional(ask.matches(m_index.account(owner).name, m_index.accountKey(owner)));
        });
    case Field::Created:
        return scan(kProjects, [&](Row row) {
            return stubs.test(row) ? std::nullopt : askTime(term, m_index.project(row).created);
        });
    case Field::Uploaded:
        return uploadTimes(term);
    case Field::Releases:
    case Field::Files:
    case Field::Bytes:
    case Field::Modules:
    case Field::Scripts:
        return scan(kProjects, [&](Row row) { return askNumber(term, numberOf(m_index.project(row), term.field)); });
    case Field::Empty:
        return scan(kProjects, [&](Row row) { return askYesNo(term, m_index.project(row).empty()); });
    case Field::Repo:
        return scan(kProjects, [&](Row row) {
            const QString& url = m_index.project(row).repoUrl;
            return std::optional(asksFor(term, !url.isEmpty()) || ask.matches(url));
        });
    case Field::State:
        return scan(kProjects, [&](Row row) -> std::optional<bool> {
            return stubs.test(row) ? std::nullopt : std::optional(asksState(term, m_index.project(row).state));
        });
    default:
        break;
    }
    return aboutAnySubject(term, kProjects);
}

// A project was uploaded to at each of its uploads; one of them is enough.
Truth Terms::uploadTimes(const FilterNode& term)
{
    return scan(Table::Projects, [&](Row row) -> std::optional<bool> {
        std::optional<bool> any;
        for (const Row upload : m_index.uploadsOf(row)) {
            any = any.value_or(false) || askTime(term, m_index.upload(upload).uploaded).value_or(false);
        }
        return any;
    });
}

Truth Terms::aboutDomains(const FilterNode& term)
{
    constexpr Table kDomains = Table::Domains;
    const TextAsk ask(term);
    switch (term.field) {
    case Field::Words:
    case Field::Name:
    case Field::Domain:
        return scan(kDomains, [&](Row row) { return std::optional(ask.matches(m_index.domain(row))); });
    case Field::Kind:
        return kindIs(term, SubjectKind::Domain, m_index.size(kDomains));
    case Field::Decided:
    case Field::Verb:
    case Field::Protected:
        return aboutAnySubject(term, kDomains);
    default:
        break;
    }
    return Truth(m_index.size(kDomains));
}

} // namespace cordon
