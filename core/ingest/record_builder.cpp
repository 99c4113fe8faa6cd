// SPDX-License-Identifier: Apache-2.0
#include "core/ingest/record_builder.h"

#include "core/domain/names.h"
#include "core/ingest/columns.h"
#include "core/ingest/field_parser.h"

namespace cordon {

namespace {

Account accountOf(FieldParser& fields, const QString& note)
{
    Account account;
    account.name = fields.userName(AccUsername);
    account.email = fields.address(AccEmail, account.domain);
    account.emailVerified = fields.truth(AccVerified);
    account.joined = fields.instant(AccJoined);
    account.twoFactor = fields.text(AccTwoFactor);
    account.signupIp = fields.text(AccIp);
    account.state = fields.state(AccState, AccountState::Active, accountStateFromWord);
    account.note = note;
    return account;
}

Project projectOf(FieldParser& fields, const QString& note)
{
    Project project;
    project.name = fields.projectName(ProProject);
    fields.normalizedOf(ProNormalized, project.name);
    project.owner = fields.userName(ProOwner);
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

Upload uploadOf(FieldParser& fields)
{
    Upload upload;
    upload.project = fields.projectName(UplProject);
    upload.version = fields.requiredText(UplVersion);
    upload.account = fields.userName(UplAccount);
    upload.uploaded = fields.instant(UplUploaded);
    upload.size = fields.count(UplSize);
    upload.filename = fields.text(UplFilename);
    upload.sha256 = fields.sha256(UplSha256);
    return upload;
}

Role roleOf(FieldParser& fields)
{
    Role role;
    role.project = fields.projectName(RolProject);
    role.username = fields.userName(RolUsername);
    role.role = fields.requiredText(RolRole);
    return role;
}

Report reportOf(FieldParser& fields)
{
    Report report;
    if (fields.isEmpty(RepProject) && fields.isEmpty(RepUsername)) {
        fields.refuse(-1, QStringLiteral("names neither a project nor a username"));
    }
    report.project = fields.isEmpty(RepProject) ? QString() : fields.projectName(RepProject);
    report.username = fields.isEmpty(RepUsername) ? QString() : fields.userName(RepUsername);
    report.observer = fields.text(RepObserver);
    report.trusted = fields.truth(RepTrusted);
    report.kind = fields.requiredText(RepKind);
    report.created = fields.instant(RepCreated);
    report.summary = fields.text(RepSummary);
    report.url = fields.text(RepUrl);
    return report;
}

Record recordOf(RecordKind kind, FieldParser& fields, const QString& note)
{
    switch (kind) {
    case RecordKind::Account:
        return accountOf(fields, note);
    case RecordKind::Project:
        return projectOf(fields, note);
    case RecordKind::Upload:
        return uploadOf(fields);
    case RecordKind::Role:
        return roleOf(fields);
    case RecordKind::Report:
        break;
    }
    return reportOf(fields);
}

QString escapedLine(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    text.replace(QLatin1Char('\n'), QStringLiteral("\\n"));
    return text.replace(QLatin1Char('\r'), QStringLiteral("\\r"));
}

} // namespace

tl::expected<Record, FieldFault> buildRecord(RecordKind kind, std::span<const RawField> fields, const QString& note)
{
    FieldParser parser(columnsOf(kind), fields);
    Record record = recordOf(kind, parser, note);
    if (parser.fault()) {
        return tl::unexpected(*parser.fault());
    }
    return record;
}

QString noteLine(const QString& name, const QString& value)
{
    return escapedLine(name) + QLatin1Char('=') + escapedLine(value) + QLatin1Char('\n');
}

} // namespace cordon
