// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/record_builder.h"

#include "core/domain/names.h"
#include "core/ingest/columns.h"
#include "core/ingest/field_parser.h"

namespace cordon {

namespace {

ImportedAccount accountOf(FieldParser& fields, Utf8 note)
{
    ImportedAccount account;
    const auto name = fields.userName(AccUsername);
    account.name = name.name;
    account.key = name.key;
    account.email = fields.address(AccEmail, account.domain);
    account.emailVerified = fields.truth(AccVerified);
    account.joined = fields.instant(AccJoined);
    account.twoFactor = fields.text(AccTwoFactor);
    account.signupIp = fields.text(AccIp);
    account.state = fields.state(AccState, AccountState::Active, accountStateFromWord);
    account.note = note;
    return account;
}

ImportedProject projectOf(FieldParser& fields, Utf8 note)
{
    ImportedProject project;
    const auto name = fields.projectName(ProProject);
    project.name = name.name;
    project.key = name.key;
    fields.normalizedOf(ProNormalized, project.key);
    const auto owner = fields.userName(ProOwner);
    project.owner = owner.name;
    project.ownerKey = owner.key;
    project.created = fields.instant(ProCreated);
    project.releases = fields.count(ProReleases);
    project.files = fields.count(ProFiles);
    project.totalBytes = fields.count(ProBytes);
    project.pyModules = fields.count(ProModules);
    project.consoleScripts = fields.count(ProScripts);
    project.repoUrl = fields.text(ProRepoUrl);
    project.publisher = fields.text(ProPublisher);
    project.summary = fields.text(ProSummary);
    project.state = fields.state(ProState, ProjectState::Active, projectStateFromWord);
    project.note = note;
    return project;
}

ImportedUpload uploadOf(FieldParser& fields)
{
    ImportedUpload upload;
    const auto project = fields.projectName(UplProject);
    upload.project = project.name;
    upload.projectKey = project.key;
    upload.version = fields.requiredText(UplVersion);
    const auto account = fields.userName(UplAccount);
    upload.account = account.name;
    upload.accountKey = account.key;
    upload.uploaded = fields.instant(UplUploaded);
    upload.size = fields.count(UplSize);
    upload.filename = fields.text(UplFilename);
    upload.sha256 = fields.sha256(UplSha256);
    return upload;
}

ImportedRole roleOf(FieldParser& fields)
{
    const auto project = fields.projectName(RolProject);
    const auto account = fields.userName(RolUsername);
    return {project.key, project.name, account.key, account.name, fields.requiredText(RolRole)};
}

ImportedReport reportOf(FieldParser& fields)
{
    ImportedReport report;
    if (fields.isEmpty(RepProject) && fields.isEmpty(RepUsername)) {
        fields.refuse(-1, QStringLiteral("names neither a project nor a username"));
    }
    if (!fields.isEmpty(RepProject)) {
        const auto project = fields.projectName(RepProject);
        report.project = project.name;
        report.projectKey = project.key;
    }
    if (!fields.isEmpty(RepUsername)) {
        const auto account = fields.userName(RepUsername);
        report.account = account.name;
        report.accountKey = account.key;
    }
    report.observer = fields.text(RepObserver);
    report.trusted = fields.truth(RepTrusted);
    report.kind = fields.requiredText(RepKind);
    report.created = fields.instant(RepCreated);
    report.summary = fields.text(RepSummary);
    report.url = fields.text(RepUrl);
    return report;
}

void readRow(ImportedRow& row, RecordKind kind, FieldParser& fields, Utf8 note)
{
    switch (kind) {
    case RecordKind::Account:
        row = accountOf(fields, note);
        break;
    case RecordKind::Project:
        row = projectOf(fields, note);
        break;
    case RecordKind::Upload:
        row = uploadOf(fields);
        break;
    case RecordKind::Role:
        row = roleOf(fields);
        break;
    case RecordKind::Report:
        row = reportOf(fields);
        break;
    }
}

void addEscaped(std::string& line, QByteArrayView text)
{
    for (const char c : text) {
        switch (c) {
        case '\\':
            line += "\\\\";
            break;
        case '\n':
            line += "\\n";
            break;
        case '\r':
            line += "\\r";
            break;
        default:
            line += c;
        }
    }
}

} // namespace

RecordBuilder::RecordBuilder() : m_storage(std::make_unique<FieldStorage>()) {}
RecordBuilder::~RecordBuilder() = default;

tl::expected<const ImportedRow*, FieldFault> RecordBuilder::build(RecordKind kind, std::span<const RawField> fields,
                                                                  Utf8 note)
{
    FieldParser parser(*m_storage, columnsOf(kind), fields);
    readRow(m_row, kind, parser, note);
    if (parser.fault()) {
        return tl::unexpected(std::move(*parser.fault()));
    }
    return &m_row;
}

void addNoteLine(std::string& note, QByteArrayView name, QByteArrayView value)
{
    addEscaped(note, name);
    note += '=';
    addEscaped(note, value);
    note += '\n';
}

} // namespace cordon
