// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <array>

namespace cordon {

// Which characters do not look like what they are. Private to visible_text and its tests.

/// Controls, format and bidirectional characters, unusual spaces, fillers, variation selectors,
/// halves of surrogate pairs, private and unassigned code points: whatever can change or hide the
/// text round it, or be drawn as nothing.
[[nodiscard]] bool isHiddenCharacter(char32_t c) noexcept;
[[nodiscard]] bool isCombiningMark(char32_t c) noexcept;

using TokenBuffer = std::array<char16_t, 12>;
/// "⟦U+202E⟧", at the end of the buffer: megabytes of controls must cost no allocation each.
[[nodiscard]] QStringView hiddenToken(char32_t c, TokenBuffer& buffer) noexcept;

} // namespace cordon
