// SPDX-License-Identifier: Apache-2.0
#include "core/query/terms.h"

namespace cordon {
namespace {

/// Fields that, asked of a project or an upload, speak of the person behind it (cli.md).
bool isAboutThePerson(Field field)
{
    switch (field) {
    case Field::Domain:
    case Field::Email:
    case Field::Joined:
    case Field::Verified:
    case Field::TwoFactor:
    case Field::Ip:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<Truth> Terms::answer(const FilterNode& term, Table of)
{
    Result<Truth> truth = of == Table::Uploads   ? forUploads(term)
                          : of == Table::Reports ? forReports(term)
                                                 : forSubjects(term, of);
    if (m_stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, QStringLiteral("The filter was stopped."));
    }
    return truth;
}

Result<Truth> Terms::forSubjects(const FilterNode& term, Table of)
{
    if (term.field == Field::In) {
        return selections(term, of);
    }
    switch (of) {
    case Table::Accounts:
        return aboutAccounts(term);
    case Table::Projects:
        if (isAboutThePerson(term.field)) {
            return carry(aboutAccounts(term), of, [this](Row row) { return std::optional(m_index.ownerOf(row)); });
        }
        return aboutProjects(term);
    default:
        return aboutDomains(term);
    }
}

// An upload is asked what is asked of its project, and of its uploader where a person is meant.
Result<Truth> Terms::forUploads(const FilterNode& term)
{
    if (term.field == Field::Uploaded || term.field == Field::Bytes) {
        return aboutUploads(term);
    }
    if (isAboutThePerson(term.field)) {
        return carry(aboutAccounts(term), Table::Uploads,
                     [this](Row row) { return std::optional(m_index.accountOfUpload(row)); });
    }
    const Result<Truth> projects = forSubjects(term, Table::Projects);
    if (!projects) {
        return projects;
    }
    return carry(*projects, Table::Uploads, [this](Row row) { return std::optional(m_index.projectOfUpload(row)); });
}

// A report is asked what is asked of its subject, but for what only it knows.
Result<Truth> Terms::forReports(const FilterNode& term)
{
    if (term.field == Field::Reporter || term.field == Field::ReportedKind || term.field == Field::Created) {
        return aboutReports(term);
    }
    const Result<Truth> projects = forSubjects(term, Table::Projects);
    const Result<Truth> accounts = forSubjects(term, Table::Accounts);
    if (!projects || !accounts) {
        return projects ? accounts : projects;
    }
    Truth truth = carry(*projects, Table::Reports, [this](Row row) { return m_index.projectOfReport(row); });
    const Truth rest = carry(*accounts, Table::Reports, [this](Row row) { return m_index.accountOfReport(row); });
    truth.yes |= rest.yes;
    truth.no |= rest.no;
    return truth;
}

} // namespace cordon
