// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace cordon::ui {

/// What a path that a person named can be for us.
enum class PathIs { Missing, Workspace, EmptyFolder, Importable, Unknown };

/// Looks at the file system, opens nothing.
[[nodiscard]] PathIs whatIs(const QString& path);
/// A sentence for who named it, where it can be neither opened nor imported; else empty.
[[nodiscard]] QString whyNot(PathIs kind);

} // namespace cordon::ui
