// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/justification.h"
#include "core/index/index.h"
#include "core/query/filter.h"
#include "core/query/selection.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <stop_token>

namespace cordon {

class Workspace;

enum class OpenMode {
    ReadOnly,        ///< looks only
    ReadWrite,       ///< error where another program has the lock
    WriteIfPossible, ///< read-only where another program has it; `readOnlyBecause` says so
};

/// An open workspace with its index: what every action works on, in window and command alike.
/// Thread: any. The index is an immutable picture; reload() makes a new one.
class Session {
public:
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const QString& folder, OpenMode mode,
                                                               std::stop_token stop = {});
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] QString folder() const;
    [[nodiscard]] bool writable() const;
    [[nodiscard]] QString readOnlyBecause() const; ///< a sentence; empty where writable

    /// The picture as of the last reload. Never null.
    [[nodiscard]] std::shared_ptr<const Index> index() const;
    /// Loads the cache and decisions again; the picture before stays valid for who holds it.
    [[nodiscard]] Done reload(std::stop_token stop = {});

    /// What filters may refer to: named selections.
    [[nodiscard]] FilterContext filterContext() const;
    [[nodiscard]] const std::vector<Policy>& policies() const;

    /// For the other actions only.
    [[nodiscard]] Workspace& workspace();

private:
    struct Parts;
    explicit Session(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// The policy list that is built in (resources/policies.json).
[[nodiscard]] const std::vector<Policy>& builtInPolicies();
/// The moderator's name for justifications: the log-in name of the desktop.
[[nodiscard]] QString desktopUser();

} // namespace cordon
