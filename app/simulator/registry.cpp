// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/registry.h"

#include "core/domain/names.h"

#include <QUuid>

#include <algorithm>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

Effect frozenEffect(const AccountRow& account)
{
    return {u"account"_s, account.username, u"unfrozen"_s, u"frozen"_s};
}

Effect prohibitedEffect(const QString& domain)
{
    return {u"domain"_s, domain, u"permitted"_s, u"prohibited"_s};
}

} // namespace

QString lifecycleWord(const ProjectRow& project)
{
    return project.lifecycle.isEmpty() ? u"active"_s : project.lifecycle;
}

bool isQuarantined(const ProjectRow& project)
{
    return project.lifecycle == "quarantine-enter"_L1;
}

QString rowUuid(const QString& kind, const QString& name)
{
    static const QUuid space(u"5e0f2f0e-54b5-4c52-9f0b-5b6d1f6f2a11"_s);
    return QUuid::createUuidV5(space, QString(kind % u'\n' % name)).toString(QUuid::WithoutBraces);
}

AccountRow* Registry::account(QStringView name)
{
    const auto at = m_accounts.find(foldedUser(name));
    return at == m_accounts.end() ? nullptr : &at->second;
}

ProjectRow* Registry::project(QStringView name)
{
    const auto at = m_projects.find(normalizedProject(name));
    return at == m_projects.end() ? nullptr : &at->second;
}

const std::vector<std::size_t>& Registry::journalOf(const QString& projectName) const
{
    static const std::vector<std::size_t> none;
    const auto at = m_journalByName.constFind(projectName);
    return at == m_journalByName.constEnd() ? none : *at;
}

const ProhibitedDomainRow* Registry::prohibitedDomain(QStringView domain) const
{
    const auto at = std::find_if(m_domains.begin(), m_domains.end(), [domain](const ProhibitedDomainRow& row) {
        return row.domain.compare(domain, Qt::CaseInsensitive) == 0;
    });
    return at == m_domains.end() ? nullptr : &*at;
}

AccountRow& Registry::addAccount(AccountRow row)
{
    const QString key = foldedUser(row.username);
    row.uuid = rowUuid(u"account"_s, key);
    return m_accounts.try_emplace(key, std::move(row)).first->second;
}

ProjectRow& Registry::addProject(ProjectRow row)
{
    row.normalized = normalizedProject(row.name);
    row.uuid = rowUuid(u"project"_s, row.normalized);
    return m_projects.try_emplace(row.normalized, std::move(row)).first->second;
}

void Registry::addRole(ProjectRow& project, AccountRow& account, const QString& role)
{
    const QString user = foldedUser(account.username);
    const auto sameUser = [&user](const RoleRow& row) { return row.user == user; };
    if (std::any_of(project.roles.begin(), project.roles.end(), sameUser)) {
        return; // one role a user and project
    }
    const QString both = project.normalized % u'\n' % user;
    project.roles.push_back({rowUuid(u"role"_s, both), user, role});
    account.projects.push_back(project.normalized);
}

void Registry::addJournal(const QString& name, const QString& action, const QString& by, Instant at)
{
    m_journalByName[name].push_back(m_journal.size());
    m_journal.push_back({static_cast<std::int64_t>(m_journal.size()) + 1, name, {}, action, at, by});
}

Effects Registry::quarantine(ProjectRow& project, const QString& actor, Instant at)
{
    Effects effects{{u"project"_s, project.name, lifecycleWord(project), u"quarantine-enter"_s}};
    project.lifecycle = u"quarantine-enter"_s;
    project.changed = at;
    project.note = u"Quarantined by "_s % actor % u'.';
    addJournal(project.name, u"project quarantined"_s, actor, at);
    for (const RoleRow& role : project.roles) {
        AccountRow& holder = m_accounts.at(role.user);
        if (!holder.flags.isFrozen) {
            holder.flags.isFrozen = true;
            effects.push_back(frozenEffect(holder));
        }
    }
    return effects;
}

Effects Registry::clearQuarantine(ProjectRow& project, const QString& actor, Instant at)
{
    Effects effects;
    if (const QString before = lifecycleWord(project); before != "quarantine-exit"_L1) {
        effects.push_back({u"project"_s, project.name, before, u"quarantine-exit"_s});
    }
    project.lifecycle = u"quarantine-exit"_s;
    project.changed = at;
    project.note = u"Quarantine cleared by "_s % actor % u'.';
    addJournal(project.name, u"project quarantine cleared"_s, actor, at);
    return effects;
}

Effects Registry::editFlags(AccountRow& account, const Flags& flags)
{
    Effects effects;
    if (account.flags.isFrozen != flags.isFrozen) {
        effects.push_back({u"account"_s, account.username, account.flags.isFrozen ? u"frozen"_s : u"unfrozen"_s,
                           flags.isFrozen ? u"frozen"_s : u"unfrozen"_s});
    }
    account.flags = flags;
    return effects;
}

std::optional<Effects> Registry::freeze(AccountRow& account, const QString& actor, Instant at)
{
    std::vector<QString> domains;
    for (const EmailRow& email : account.emails) {
        const QString host = email.address.mid(email.address.lastIndexOf(u'@') + 1).toLower();
        if (!email.verified) {
            continue;
        }
        if (prohibitedDomain(host) || std::find(domains.begin(), domains.end(), host) != domains.end()) {
            return std::nullopt;
        }
        domains.push_back(host);
    }
    Effects effects;
    if (!account.flags.isFrozen) {
        account.flags.isFrozen = true;
        effects.push_back(frozenEffect(account));
    }
    for (const QString& domain : domains) {
        m_domains.push_back({rowUuid(u"domain"_s, domain), domain, false, actor, u"frozen"_s, at});
        effects.push_back(prohibitedEffect(domain));
    }
    return effects;
}

std::optional<Effects> Registry::prohibitDomain(const QString& domain, bool isMx, const QString& comment,
                                                const QString& actor, Instant at)
{
    if (prohibitedDomain(domain)) {
        return std::nullopt;
    }
    m_domains.push_back({rowUuid(u"domain"_s, domain.toLower()), domain, isMx, actor, comment, at});
    return Effects{prohibitedEffect(domain)};
}

std::optional<Effects> Registry::permitDomain(QStringView domain)
{
    const ProhibitedDomainRow* row = prohibitedDomain(domain);
    if (!row) {
        return std::nullopt;
    }
    Effects effects{{u"domain"_s, row->domain, u"prohibited"_s, u"permitted"_s}};
    m_domains.erase(m_domains.begin() + (row - m_domains.data()));
    return effects;
}

} // namespace cordon::simulator
