// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/store/connection.h"
#include "core/store/schema.h"

namespace cordon::store {

// All of these throw SQLite::Exception besides what they return. Thread: one.

/// Fills the empty file at `path`, made by the caller with its mode, and closes it.
void buildFile(const QString& path, const Schema& schema);

/// Integrity unless the file holds exactly the objects that its version is made of, byte for byte.
[[nodiscard]] Done checkSchema(Connection& connection, const Schema& schema);

/// Takes an older file to the newest version, each step in one transaction with its version.
void migrate(Connection& connection, const Schema& schema);

/// The file's version as SQLite sees it.
[[nodiscard]] int versionOf(Connection& connection);

} // namespace cordon::store
