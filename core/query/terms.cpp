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

/// Fields whose answer does not lie in the columns alone: what a person decided, protected, selected.
bool liesOver(Field field)
{
    switch (field) {
    case Field::Open:
    case Field::Decided:
    case Field::Verb:
    case Field::Protected:
    case Field::In:
        return true;
    default:
        return false;
    }
}

/// Fields whose text is typed letter by letter and read in the asked table itself.
bool isAskedAsTyped(Field field)
{
    return field == Field::Words || field == Field::Name || field == Field::Email;
}

} // namespace

Result<SharedTruth> Terms::answer(const FilterNode& term, Table of)
{
    const bool keeps = m_context.cache != nullptr && !liesOver(term.field);
    if (keeps) {
        if (const auto kept = m_context.cache->find(m_index.columns(), of, term); kept.truth) {
            m_how = kept.how;
            return kept.truth;
        }
    }
    if (keeps && isAskedAsTyped(term.field)) {
        m_wider = m_context.cache->findWider(m_index.columns(), of, term);
    }
    Result<Truth> truth = work(term, of);
    if (m_stop.stop_requested()) {
        return failure(ErrorKind::Cancelled, QStringLiteral("The filter was stopped."));
    }
    if (!truth) {
        return tl::unexpected(truth.error());
    }
    SharedTruth shared = std::make_shared<const Truth>(std::move(*truth));
    if (keeps) {
        m_context.cache->keep(m_index.columns(), of, term, {shared, m_how});
    }
    return shared;
}

Result<Truth> Terms::work(const FilterNode& term, Table of)
{
    m_how = {};
    m_how.on = of;
    if (term.field == Field::In && of != Table::Uploads && of != Table::Reports) {
        return selections(term, of);
    }
    switch (of) {
    case Table::Accounts:
        return aboutAccounts(term);
    case Table::Projects:
        return forProjects(term);
    case Table::Uploads:
        return forUploads(term);
    case Table::Reports:
        return forReports(term);
    case Table::Domains:
        break;
    }
    return aboutDomains(term);
}

Result<Truth> Terms::takeOver(const FilterNode& term, Table from, Table of, std::span<const Row> sources)
{
    const Result<SharedTruth> answered = answer(term, from);
    if (!answered) {
        return tl::unexpected(answered.error());
    }
    m_how.carried = true;
    m_how.kept = false;
    // Carrying over is the costly part, and a decision mostly leaves a term's answer as it was.
    const bool keeps = m_context.cache != nullptr && liesOver(term.field);
    if (keeps) {
        if (const auto kept = m_context.cache->find(m_index.columns(), of, term, answered->get()); kept.truth) {
            m_how = kept.how;
            return *kept.truth;
        }
    }
    Truth truth = carried(**answered, sources, m_stop);
    if (keeps && !m_stop.stop_requested()) {
        m_context.cache->keep(m_index.columns(), of, term, {std::make_shared<const Truth>(truth), m_how},
                              answered->get());
    }
    return truth;
}

Result<Truth> Terms::forProjects(const FilterNode& term)
{
    if (term.field == Field::Domain) {
        return domainRanges(term, Table::Projects);
    }
    if (isAboutThePerson(term.field)) {
        return takeOver(term, Table::Accounts, Table::Projects, m_columns.projects.owner);
    }
    return aboutProjects(term);
}

// An upload is asked what is asked of its project, and of its uploader where a person is meant.
Result<Truth> Terms::forUploads(const FilterNode& term)
{
    if (term.field == Field::Uploaded || term.field == Field::Bytes || term.field == Field::Hour) {
        return aboutUploads(term);
    }
    if (term.field == Field::Domain) {
        return domainRanges(term, Table::Uploads);
    }
    if (isAboutThePerson(term.field)) {
        return takeOver(term, Table::Accounts, Table::Uploads, m_columns.uploads.account);
    }
    return takeOver(term, Table::Projects, Table::Uploads, m_columns.uploads.project);
}

// A report is asked what is asked of its subject, but for what only it knows.
Result<Truth> Terms::forReports(const FilterNode& term)
{
    if (term.field == Field::Reporter || term.field == Field::ReportedKind || term.field == Field::Created ||
        term.field == Field::Hour) {
        return aboutReports(term);
    }
    const Result<SharedTruth> projects = answer(term, Table::Projects);
    if (!projects) {
        return tl::unexpected(projects.error());
    }
    const Result<SharedTruth> accounts = answer(term, Table::Accounts);
    if (!accounts) {
        return tl::unexpected(accounts.error());
    }
    m_how.carried = true;
    m_how.kept = false;
    Truth truth = carried(**projects, m_columns.reports.project, m_stop);
    const Truth rest = carried(**accounts, m_columns.reports.account, m_stop);
    truth.yes |= rest.yes;
    truth.no |= rest.no;
    return truth;
}

} // namespace cordon
