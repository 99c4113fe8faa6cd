// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <SQLiteCpp/Exception.h>

namespace cordon::store {

/// SQLite's trouble in words: full disk and permissions are Io, a damaged file is Integrity, an
/// interrupted reading is Cancelled. `doing` completes "… failed": "Writing to cache.db".
[[nodiscard]] Error describe(const SQLite::Exception& trouble, const QString& doing);

} // namespace cordon::store
