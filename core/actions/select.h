// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"

namespace cordon {

/// Exactly one of filter, file lines or expression.
struct SelectOrder {
    QString name;
    std::optional<QString> filter;
    std::optional<QString> file;                  ///< path: a subject a line
    std::optional<QString> expression;            ///< over named selections
    std::optional<std::vector<Subject>> subjects; ///< from the window's working set
    QString provenance;                           ///< used with `subjects`
    std::optional<Table> of;                      ///< limits a filter to one kind; else accounts and projects
};
struct SelectOutcome {
    QString name, provenance;
    std::int64_t accounts = 0, projects = 0, domains = 0;
};
/// Makes and keeps a named selection. BadInput names position or line of what cannot be used.
[[nodiscard]] Result<SelectOutcome> makeSelection(Session& session, const SelectOrder& order);
[[nodiscard]] Result<std::vector<Subject>> selectionNamed(Session& session, const QString& name);
/// The names that `in:` takes, each with the number of its members. Blocks.
[[nodiscard]] Result<std::vector<CountedWord>> selectionSizes(Session& session);

} // namespace cordon
