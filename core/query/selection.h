// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

#include <QString>

#include <functional>

namespace cordon {

/// A set of subjects over one index: the one selection of design.md, rule 1. Value.
struct Selection {
    Bitmap accounts, projects, domains;

    [[nodiscard]] static Selection none(const Index& index);
    [[nodiscard]] std::int64_t count() const { return accounts.count() + projects.count() + domains.count(); }
    [[nodiscard]] bool test(const Index& index, const Subject& subject) const;
    Selection& operator|=(const Selection& other);
    Selection& operator-=(const Selection& other);
    Selection& operator&=(const Selection& other);
    friend bool operator==(const Selection&, const Selection&) = default;

    /// Sorted by kind and key.
    [[nodiscard]] std::vector<Subject> subjects(const Index& index) const;
};

/// A stored set on this index. What the index does not hold is in `missing`, never dropped silently;
/// so is a stub, which no screen shows and no plan could pin.
struct ResolvedSelection {
    Selection set;
    std::vector<Subject> missing;
};
[[nodiscard]] ResolvedSelection resolve(const Index& index, const std::vector<Subject>& subjects);

/// 'a + b - c & d' over named selections (cli.md): `&` binds first, else left to right, with
/// parentheses. A name may stand in quotes; "-" inside a name belongs to it, so a minus wants white
/// space around it. Members that the index does not hold count as out of the set. BadInput with the position for bad
/// syntax or an unknown name.
[[nodiscard]] Result<Selection>
evaluateExpression(QStringView expression, const Index& index,
                   const std::function<std::optional<std::vector<Subject>>(const QString&)>& named);

} // namespace cordon
