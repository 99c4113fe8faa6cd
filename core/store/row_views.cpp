// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_views.h"

namespace cordon::store {

namespace {

template<class Enum>
Enum enumAt(const RawRows& row, int column)
{
    return static_cast<Enum>(row.number(column)); // the schema's CHECK keeps the range
}

} // namespace

AccountView accountOf(const RawRows& row)
{
    AccountView account;
    account.id = row.number(0);
    account.name = row.text(1);
    account.email = row.text(2);
    account.domain = row.text(3);
    account.emailVerified = row.maybeFlag(4);
    account.joined = row.instant(5);
    account.twoFactor = row.text(6);
    account.signupIp = row.text(7);
    account.state = enumAt<AccountState>(row, 8);
    account.uuid = row.text(9);
    account.note = row.text(10);
    account.flagged = row.flag(11);
    account.stub = row.flag(12);
    return account;
}

ProjectView projectOf(const RawRows& row)
{
    ProjectView project;
    project.id = row.number(0);
    project.name = row.text(1);
    project.owner = row.number(2);
    project.created = row.instant(3);
    project.releases = row.maybeNumber(4);
    project.files = row.maybeNumber(5);
    project.totalBytes = row.maybeNumber(6);
    project.pyModules = row.maybeNumber(7);
    project.consoleScripts = row.maybeNumber(8);
    project.repoUrl = row.text(9);
    project.publisher = row.text(10);
    project.summary = row.text(11);
    project.state = enumAt<ProjectState>(row, 12);
    project.note = row.text(13);
    project.flagged = row.flag(14);
    project.stub = row.flag(15);
    return project;
}

UploadView uploadOf(const RawRows& row)
{
    return {row.number(0), row.number(1), row.number(2), row.instant(3), row.maybeNumber(4)};
}

RoleView roleOf(const RawRows& row)
{
    return {row.number(0), row.number(1), row.text(2)};
}

ReportView reportOf(const RawRows& row)
{
    return {row.number(0), row.number(1),    row.text(2),    row.text(3),  row.text(4),
            row.text(5),   row.maybeFlag(6), row.instant(7), row.number(8)};
}

} // namespace cordon::store
