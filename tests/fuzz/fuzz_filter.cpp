// SPDX-License-Identifier: Apache-2.0
// Any bytes as a filter: parsed, answered over a few rows of every table, explained, completed.
#include "core/index/columns_builder.h"
#include "core/index/index.h"
#include "core/query/explain.h"
#include "core/query/facets.h"
#include "tests/fuzz/fuzz.h"

using namespace cordon;
using namespace cordon::fuzz;

namespace {

// Processor time of one question, sanitizers included: what parsing, answering, explaining, counting or
// completing may take.
constexpr double kMostSeconds = 0.05;

std::shared_ptr<const Index> someRows()
{
    ColumnsBuilder builder;
    const char* const names[] = {"Amy", "ben.x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "\xD0\x94\xD0\xBE\xD0\xB2",
                                 "Foo_Bar"};
    for (std::int64_t id = 1; id <= 5; ++id) {
        AccountView account;
        account.id = id;
        account.name = names[id - 1];
        account.email = id == 3 ? "" : "Some.One@inbox.ru";
        account.domain = id == 3 ? "" : "inbox.ru";
        account.joined = Instant(Microseconds(1'749'427'200'000'000 + id));
        account.twoFactor = id == 1 ? "totp" : "";
        account.flagged = id == 1;
        account.stub = id == 5;
        builder.account(account);
    }
    for (std::int64_t id = 1; id <= 5; ++id) {
        ProjectView project;
        project.id = id;
        project.owner = id;
        project.name = names[5 - id];
        project.created = Instant(Microseconds(1'749'427'200'000'000 * (id % 2)));
        project.pyModules = id % 2 == 0 ? std::nullopt : std::optional<std::int64_t>(id);
        project.repoUrl = id == 2 ? "https://Example.org/x" : "";
        builder.project(project);
    }
    UploadView upload;
    upload.id = upload.project = upload.account = 1;
    builder.upload(upload);
    RoleView role{1, 2, "Maintainer"};
    builder.role(role);
    ReportView report;
    report.project = 1;
    report.observer = "watcher";
    report.kind = "is_spam";
    builder.report(report);
    return Index::over(builder.finish(1, {}).value(), {}, {accountSubject(u"amy")});
}

FilterContext context()
{
    FilterContext out;
    out.cache = std::make_shared<TermCache>();
    out.selection = [](const QString& name) -> std::optional<std::vector<Subject>> {
        return name == u"x" ? std::optional(std::vector<Subject>{accountSubject(u"ben.x")}) : std::nullopt;
    };
    return out;
}

bool lies(const Bitmap& inner, const Bitmap& outer)
{
    Bitmap rest = inner;
    rest -= outer;
    return !rest.any();
}

void answer(const Filter& filter, const Index& index)
{
    const FilterContext kept = context();
    for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads, Table::Reports, Table::Domains}) {
        Result<MatchOutcome> outcome;
        quickly(kMostSeconds, [&] { outcome = matchOutcome(filter, index, of, {kept.selection, nullptr}); });
        if (!outcome) {
            must(outcome.error().kind == ErrorKind::BadInput, "only an unknown selection is an error");
            return;
        }
        must(lies(outcome->rows, index.described(of)), "a stub is never shown");
        must(lies(outcome->gaveUp, outcome->rows), "what was given up on is shown");
        for (int time = 0; time < 2; ++time) { // the terms are made and kept, then taken as kept
            const auto again = matchOutcome(filter, index, of, kept);
            must(again && again->rows == outcome->rows && again->gaveUp == outcome->gaveUp,
                 "kept terms change nothing");
        }
    }
    quickly(kMostSeconds,
            [&] { must(explain(filter, index, Table::Projects, kept).has_value(), "what is answered is explained"); });
    quickly(kMostSeconds, [&] {
        must(facets(filter, index, {Table::Uploads, 3}, kept).has_value(), "what is answered has facets");
    });
}

void answerAll(const QString& text, int cursor, const Index& index)
{
    auto filter = Filter::parse(QString());
    quickly(kMostSeconds, [&] { filter = Filter::parse(text); });
    if (filter) {
        answer(*filter, index);
    } else {
        must(filter.error().position >= 0 && filter.error().position <= text.size(), "an error lies in the text");
        must(!filter.error().sentence().isEmpty(), "an error has words");
    }
    Completion completion;
    quickly(kMostSeconds, [&] { completion = completionsAt(text, cursor, index); });
    must(completion.from >= 0 && completion.from + completion.length <= text.size(), "a completion lies in the text");
    must(completion.counts.size() == static_cast<std::size_t>(completion.words.size()), "every word has its count");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::shared_ptr<const Index> index = someRows();
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    answerAll(text, static_cast<int>(size == 0 ? 0 : data[0]), *index);
    return 0;
}
