// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"
#include "core/index/text_column.h"

#include <stop_token>
#include <string_view>

namespace cordon {

/// Sets in `hits` every row whose text contains the needle, byte for byte: search the folded column
/// for a folded needle (caseFolded) and case does not count. An empty needle is in every text. Any
/// length; no index. Ends early where `stop` asked.
void scanForText(const TextColumn& texts, std::string_view needle, Bitmap& hits, std::stop_token stop = {});

} // namespace cordon
