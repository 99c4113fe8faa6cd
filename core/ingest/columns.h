// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ingest/readers.h"

#include <QStringList>

#include <cstddef>
#include <optional>
#include <span>

namespace cordon {

// The columns of the import files (cli.md), in the order of the enumerators below.

enum AccountColumn : std::size_t { AccUsername, AccEmail, AccVerified, AccJoined, AccTwoFactor, AccIp, AccState };
enum ProjectColumn : std::size_t {
    ProProject,
    ProNormalized,
    ProOwner,
    ProCreated,
    ProReleases,
    ProFiles,
    ProBytes,
    ProModules,
    ProScripts,
    ProRepoUrl,
    ProPublisher,
    ProSummary,
    ProState,
};
enum UploadColumn : std::size_t { UplProject, UplVersion, UplAccount, UplUploaded, UplSize, UplFilename, UplSha256 };
enum RoleColumn : std::size_t { RolProject, RolUsername, RolRole };
enum ReportColumn : std::size_t {
    RepProject,
    RepUsername,
    RepObserver,
    RepTrusted,
    RepKind,
    RepCreated,
    RepSummary,
    RepUrl,
};

struct Column {
    QLatin1String name;
    bool required = false;
};

[[nodiscard]] std::span<const Column> columnsOf(RecordKind kind);
[[nodiscard]] std::optional<std::size_t> columnIndex(RecordKind kind, QByteArrayView name);

/// The required columns that `present` (one flag a column) lacks, as a person would say them.
[[nodiscard]] QStringList missingColumns(RecordKind kind, std::span<const bool> present);

/// "accounts", "projects", ...: the file name without ending.
[[nodiscard]] QString fileWord(RecordKind kind);
/// "account", "project", ...: the "type" of a JSON line.
[[nodiscard]] QLatin1String typeWord(RecordKind kind);
[[nodiscard]] std::optional<RecordKind> kindOfTypeWord(QByteArrayView word);

/// In the order in which they are written, so that names are known before they are mentioned.
constexpr RecordKind kKinds[] = {RecordKind::Account, RecordKind::Project, RecordKind::Role, RecordKind::Upload,
                                 RecordKind::Report};

} // namespace cordon
