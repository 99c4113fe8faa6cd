// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QProcess>

#include <memory>

namespace cordon::ctl {

/// The simulated registry as a child process, seeded with the built-in campaign. It ends with this
/// object, and with this program however that ends.
class DemoRegistry {
public:
    /// Waits at most 30 s for the registry to be ready.
    [[nodiscard]] static Result<std::unique_ptr<DemoRegistry>> start(const QString& data, const QString& folder);
    ~DemoRegistry();

    [[nodiscard]] const QString& url() const { return m_url; }
    [[nodiscard]] QString credentialsFile() const { return m_folder + QStringLiteral("/credentials.json"); }
    [[nodiscard]] QString effectsFile() const { return m_folder + QStringLiteral("/effects.jsonl"); }
    /// What it had to say besides.
    [[nodiscard]] QString logFile() const { return m_folder + QStringLiteral("/registry.log"); }
    /// Asks it to end; its whole state is then in stateFile().
    void stop();
    [[nodiscard]] QString stateFile() const { return m_folder + QStringLiteral("/state.json"); }

private:
    DemoRegistry() = default;
    QProcess m_process;
    QString m_folder, m_url;
};

} // namespace cordon::ctl
