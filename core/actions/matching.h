// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/domain/instant.h"

namespace cordon {

// What several actions share: reading a filter, applying it to every kind, refusing to write.

/// Parses; the error is a BadInput that names position and expectation.
[[nodiscard]] Result<Filter> parseFilter(QStringView text);

/// Accounts and projects that match, or only those of one kind. Domains where the filter matches
/// nothing else (`kind:domain`).
[[nodiscard]] Result<Selection> matchSubjects(const Filter& filter, const Index& index, const FilterContext& context,
                                              std::optional<Table> of, std::stop_token stop);

/// NeedsPerson where the workspace is open for reading only.
[[nodiscard]] Done checkWritable(const Session& session);

/// Loopback registries are not paced; others start at one mutation a second (security.md 3.4).
[[nodiscard]] double defaultPace(const QString& origin);

} // namespace cordon
