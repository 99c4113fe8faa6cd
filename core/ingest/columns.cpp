// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/columns.h"

namespace cordon {

namespace {

using namespace Qt::StringLiterals;

constexpr Column kAccounts[] = {
    {"username"_L1, true}, {"email"_L1, true}, {"email_verified"_L1}, {"date_joined"_L1, true},
    {"two_factor"_L1},     {"signup_ip"_L1},   {"state"_L1},
};
constexpr Column kProjects[] = {
    {"project"_L1, true}, {"normalized"_L1},  {"owner"_L1, true}, {"created"_L1, true},   {"releases"_L1},
    {"files"_L1},         {"total_bytes"_L1}, {"py_modules"_L1},  {"console_scripts"_L1}, {"repo_url"_L1},
    {"publisher"_L1},     {"summary"_L1},     {"state"_L1},
};
constexpr Column kUploads[] = {
    {"project"_L1, true}, {"version"_L1, true}, {"account"_L1, true}, {"uploaded"_L1, true},
    {"size"_L1},          {"filename"_L1},      {"sha256"_L1},
};
constexpr Column kRoles[] = {{"project"_L1, true}, {"username"_L1, true}, {"role"_L1, true}};
// One of project and username is required: missingColumns() and the record builder see to it.
constexpr Column kReports[] = {
    {"project"_L1},    {"username"_L1},      {"observer"_L1}, {"trusted"_L1},
    {"kind"_L1, true}, {"created"_L1, true}, {"summary"_L1},  {"url"_L1},
};

} // namespace

std::span<const Column> columnsOf(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Account:
        return kAccounts;
    case RecordKind::Project:
        return kProjects;
    case RecordKind::Upload:
        return kUploads;
    case RecordKind::Role:
        return kRoles;
    case RecordKind::Report:
        return kReports;
    }
    return {};
}

std::optional<std::size_t> columnIndex(RecordKind kind, QByteArrayView name)
{
    const auto columns = columnsOf(kind);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (name == QByteArrayView(columns[i].name.data(), columns[i].name.size())) {
            return i;
        }
    }
    return std::nullopt;
}

QStringList missingColumns(RecordKind kind, std::span<const bool> present)
{
    QStringList missing;
    const auto columns = columnsOf(kind);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].required && !present[i]) {
            missing.push_back(columns[i].name);
        }
    }
    if (kind == RecordKind::Report && !present[RepProject] && !present[RepUsername]) {
        missing.push_front(QStringLiteral("project or username"));
    }
    return missing;
}

QString fileWord(RecordKind kind)
{
    return typeWord(kind) + QLatin1Char('s');
}

QLatin1String typeWord(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Account:
        return "account"_L1;
    case RecordKind::Project:
        return "project"_L1;
    case RecordKind::Upload:
        return "upload"_L1;
    case RecordKind::Role:
        return "role"_L1;
    case RecordKind::Report:
        return "report"_L1;
    }
    return {};
}

std::optional<RecordKind> kindOfTypeWord(QByteArrayView word)
{
    for (const RecordKind kind : kKinds) {
        const QLatin1String type = typeWord(kind);
        if (word == QByteArrayView(type.data(), type.size())) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace cordon
