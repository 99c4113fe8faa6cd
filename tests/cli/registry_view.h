// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/simulator_process.h"
#include "tests/unit/simulator/wire.h"

#include <QJsonDocument>
#include <QMap>

namespace cordon::test {

/// The registry as its own pages and its own record show it: read without any of Cordon's readers.
class RegistryView {
public:
    explicit RegistryView(const SimulatorProcess& registry)
        : m_admin(browserOver(registry.url(),
                              registry.credentials().value(QLatin1String("session_cookie")).toString().toLatin1()))
    {
    }

    /// The word in project-status of `/simple/<name>/`.
    [[nodiscard]] QString status(const QString& project)
    {
        m_admin.accept = "application/vnd.pypi.simple.v1+json";
        const auto answer = m_admin.get("/simple/" + project.toLatin1() + "/");
        m_admin.accept.clear();
        return QJsonDocument::fromJson(answer.body)
            .object()
            .value(QLatin1String("project-status"))
            .toObject()
            .value(QLatin1String("status"))
            .toString();
    }

    /// The box on the administrator's page of the account; nothing where there is no such page.
    [[nodiscard]] std::optional<bool> isFrozen(const QString& account)
    {
        const QString tag = tagOf(m_admin.get("/admin/users/" + account.toLatin1() + "/"), QStringLiteral("is-frozen"));
        return tag.isEmpty() ? std::nullopt : std::optional(tag.contains(QLatin1String(" checked")));
    }

private:
    Browser m_admin;
};

/// The word that the record ends on for each subject of one kind.
inline QMap<QString, QString> lastEffects(const std::vector<QJsonObject>& effects, const QString& kind)
{
    QMap<QString, QString> last;
    for (const QJsonObject& effect : effects) {
        if (effect.value(QLatin1String("kind")).toString() == kind) {
            last.insert(effect.value(QLatin1String("subject")).toString(),
                        effect.value(QLatin1String("after")).toString());
        }
    }
    return last;
}

} // namespace cordon::test
