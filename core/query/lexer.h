// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/filter.h"

namespace cordon {

/// A piece of a filter text.
struct Token {
    enum class Type : std::uint8_t {
        End,
        Open,
        Close,
        Minus, ///< before a term, never inside a value
        Or,
        Comma,
        Field, ///< a name; the colon behind it belongs to the token
        Word,
        Quoted,  ///< quotes and escapes taken off
        Pattern, ///< what stands between two slashes, as typed
    };
    Type type = Type::End;
    int position = 0;
    int end = 0;             ///< behind its last character
    bool spaceBefore = true; ///< white space or the text's start stands before it
    QString text;
};

/// The tokens of a filter text, the last being End. In a quoted text `\"` is a quote and `\\` a
/// backslash. Where a word could begin, a slash begins a pattern that ends at the next slash; `\/` is
/// none.
[[nodiscard]] tl::expected<std::vector<Token>, FilterError> tokenize(QStringView text);

} // namespace cordon
