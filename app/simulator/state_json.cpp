// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/registry.h"
#include "core/domain/canonical_json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject accountJson(const AccountRow& account)
{
    QJsonObject json{{"frozen"_L1, account.flags.isFrozen}, {"name"_L1, account.displayName}};
    for (const FlagSpec& flag : kFlags) {
        if (flag.member != &Flags::isFrozen) {
            json.insert(QLatin1StringView(flag.field), account.flags.*flag.member);
        }
    }
    return json;
}

QJsonObject projectJson(const ProjectRow& project)
{
    QJsonObject roles;
    for (const RoleRow& role : project.roles) {
        roles.insert(role.user, role.role);
    }
    return {{"name"_L1, project.name},
            {"lifecycle_status"_L1, project.lifecycle.isEmpty() ? QJsonValue() : QJsonValue(project.lifecycle)},
            {"changed"_L1, project.changed ? QJsonValue(formatInstant(*project.changed)) : QJsonValue()},
            {"note"_L1, project.note.isEmpty() ? QJsonValue() : QJsonValue(project.note)},
            {"roles"_L1, roles}};
}

} // namespace

QByteArray stateJson(const Registry& registry)
{
    QJsonObject accounts;
    for (const auto& [key, account] : registry.accounts()) {
        accounts.insert(account.username, accountJson(account));
    }
    QJsonObject projects;
    for (const auto& [key, project] : registry.projects()) {
        projects.insert(key, projectJson(project));
    }
    // Who prohibited a domain and when is history, not state: a prohibition that was lifted and
    // made again is the same prohibition.
    QJsonObject domains;
    for (const ProhibitedDomainRow& row : registry.prohibitedDomains()) {
        domains.insert(row.domain.toLower(), QJsonObject{{"is_mx_record"_L1, row.isMx}, {"comment"_L1, row.comment}});
    }
    return canonicalJson(QJsonObject{{"format"_L1, "cordon-simulator-state/1"_L1},
                                     {"accounts"_L1, accounts},
                                     {"projects"_L1, projects},
                                     {"prohibited_email_domains"_L1, domains},
                                     {"prohibited_names"_L1, QJsonArray()}});
}

} // namespace cordon::simulator
