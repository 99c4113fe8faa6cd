// SPDX-License-Identifier: Apache-2.0
#include "core/plan/snapshot_view.h"

#include "core/domain/names.h"
#include "core/plan/effects.h"

namespace cordon {

SnapshotView::SnapshotView(const Snapshot& snapshot)
{
    for (const Snapshot::AccountFacts& facts : snapshot.accounts) {
        Seen seen;
        seen.subject = accountSubject(facts.account.name);
        seen.pin = effects::pinOf(facts.account.uuid, facts.account.joined);
        seen.state = word(facts.account.state);
        seen.isProtected = facts.isProtected;
        seen.domain = facts.account.domain;
        seen.time = facts.account.joined;
        add(std::move(seen));
    }
    for (const Snapshot::ProjectFacts& facts : snapshot.projects) {
        Seen seen;
        seen.subject = projectSubject(facts.project.name);
        seen.pin = effects::pinOf({}, facts.project.created);
        seen.state = word(facts.project.state);
        seen.isProtected = facts.isProtected;
        seen.domain = facts.domain;
        seen.time = facts.project.created;
        seen.owner = facts.project.owner;
        seen.ownerKey = foldedUser(facts.project.owner);
        for (const Snapshot::RoleFacts& role : facts.roles) {
            if (!role.account.isEmpty()) {
                seen.holders.insert({foldedUser(role.account), role.role});
            }
        }
        if (!seen.ownerKey.isEmpty()) {
            seen.holders.insert({seen.ownerKey, QStringLiteral("Owner")});
        }
        add(std::move(seen));
    }
    for (const Snapshot::DomainFacts& facts : snapshot.domains) {
        Seen seen;
        seen.subject = domainSubject(facts.domain);
        seen.state = targetState(facts.prohibited ? Verb::Prohibit : Verb::Permit);
        seen.isProtected = facts.isProtected;
        seen.domain = seen.subject.key;
        seen.accountsOnDomain = facts.accounts;
        add(std::move(seen));
    }
}

void SnapshotView::add(Seen seen)
{
    const Subject subject = seen.subject;
    m_seen.insert({subject, std::move(seen)});
}

const Seen* SnapshotView::find(const Subject& subject) const
{
    const auto found = m_seen.find(subject);
    return found == m_seen.end() ? nullptr : &found->second;
}

Seen SnapshotView::account(const QString& key) const
{
    if (const Seen* seen = find(accountSubject(key))) {
        return *seen;
    }
    Seen unknown;
    unknown.subject = accountSubject(key);
    unknown.state = word(AccountState::Active);
    return unknown;
}

} // namespace cordon
