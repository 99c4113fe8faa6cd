// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"

namespace cordon {

/// Names and domains that need a second person. Reloads the session.
[[nodiscard]] Done protect(Session& session, const Subject& subject, bool on);
[[nodiscard]] Result<std::vector<Subject>> protectedList(Session& session);

/// A decision that no registry is told of: looked at, nothing to do. Reloads the session.
[[nodiscard]] Done dismiss(Session& session, const std::vector<Subject>& subjects, const Justification& why,
                           Clock clock = systemNow);

/// Text as typed, kept at once (design.md: a justification is never lost).
[[nodiscard]] Done saveDraft(Session& session, const QString& key, const QString& text);
[[nodiscard]] Result<QString> loadDraft(Session& session, const QString& key);

} // namespace cordon
