// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/rows.h"
#include "core/domain/result.h"

#include <QFile>

#include <memory>

namespace cordon::simulator {

/// The referee's record: one JSON line for each state change, in the file before the client hears
/// of it (cli.md). Thread: one at a time, the site's lock sees to it.
class EffectsLog {
public:
    /// Opens for appending. Io where that fails.
    [[nodiscard]] static Result<std::unique_ptr<EffectsLog>> open(const QString& path);

    /// All lines of one transaction in one write. False where the disk refuses.
    [[nodiscard]] bool write(Instant at, const QString& actor, const QByteArray& route, const Effects& effects);

private:
    explicit EffectsLog(const QString& path) : m_file(path) {}
    QFile m_file;
};

} // namespace cordon::simulator
