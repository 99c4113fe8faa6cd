// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/syntax.h"

namespace cordon {

/// A value as it stands behind a field, before anybody asked what it means there.
struct RawValue {
    QString text;     ///< without quotes, "~" and the last "*"
    int position = 0; ///< of `text`'s first character
    bool quoted = false;
    bool prefix = false;   ///< text*
    bool contains = false; ///< ~text
    bool pattern = false;  ///< /text/
};

/// What the value means for that field, or what was expected there instead.
[[nodiscard]] tl::expected<FilterValue, FilterError> readValue(const FieldInfo& field, const RawValue& raw);

/// The words a state may be asked by, in the order they are offered.
[[nodiscard]] QStringList stateWords();
[[nodiscard]] QStringList verbWords();
[[nodiscard]] QStringList subjectKindWords();

} // namespace cordon
