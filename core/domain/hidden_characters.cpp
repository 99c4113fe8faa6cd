// SPDX-License-Identifier: Apache-2.0
#include "core/domain/hidden_characters.h"

#include <algorithm>
#include <array>

namespace cordon {

namespace {

struct Range {
    char32_t first, last;
};

/// Drawn as nothing or as a blank although their category says letter, mark or symbol: Unicode's
/// Default_Ignorable_Code_Point without those of category Cf and Cn, and three blanks more.
constexpr std::array kInvisible{
    Range{0x034F, 0x034F},   // combining grapheme joiner
    Range{0x115F, 0x1160},   // Hangul fillers
    Range{0x17B4, 0x17B5},   // Khmer inherent vowels
    Range{0x180B, 0x180F},   // Mongolian variation selectors and separator
    Range{0x2800, 0x2800},   // Braille blank
    Range{0x3164, 0x3164},   // Hangul filler
    Range{0xFE00, 0xFE0F},   // variation selectors
    Range{0xFFA0, 0xFFA0},   // halfwidth Hangul filler
    Range{0xFFFC, 0xFFFC},   // object replacement
    Range{0x16FE4, 0x16FE4}, // Khitan filler
    Range{0x1D159, 0x1D159}, // musical null note head
    Range{0xE0100, 0xE01EF}, // variation selectors
};

bool isInvisible(char32_t c) noexcept
{
    return std::any_of(kInvisible.begin(), kInvisible.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

} // namespace

bool isHiddenCharacter(char32_t c) noexcept
{
    if (c == U' ') {
        return false;
    }
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isInvisible(c);
    }
}

bool isCombiningMark(char32_t c) noexcept
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return true;
    default:
        return false;
    }
}

QStringView hiddenToken(char32_t c, TokenBuffer& buffer) noexcept
{
    std::size_t at = buffer.size();
    buffer[--at] = u'⟧';
    for (int digit = 0; digit < 4 || c != 0; ++digit, c >>= 4U) {
        buffer[--at] = u"0123456789ABCDEF"[c & 15U];
    }
    for (const char16_t sign : {u'+', u'U', u'⟦'}) {
        buffer[--at] = sign;
    }
    return QStringView(buffer.data() + at, buffer.data() + buffer.size());
}

} // namespace cordon
