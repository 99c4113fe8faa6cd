// SPDX-License-Identifier: Apache-2.0
#include "core/actions/subject_file.h"

#include "core/actions/whole_file.h"
#include "core/domain/visible_text.h"

namespace cordon {

namespace {

constexpr qint64 kSubjectFileLimit = 64 * 1024 * 1024;

tl::unexpected<Error> badLine(const QString& path, qsizetype line, const QString& why)
{
    return failure(ErrorKind::BadInput,
                   QStringLiteral("%1, line %2: %3").arg(forCell(path), QString::number(line), why),
                   QStringLiteral("Nothing was changed."));
}

} // namespace

Result<std::vector<Subject>> readSubjectFile(const Index& index, const QString& path)
{
    const auto bytes = readWholeFile(path, kSubjectFileLimit);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    std::vector<Subject> subjects;
    qsizetype number = 0;
    for (const QByteArray& line : bytes->split('\n')) {
        ++number;
        const QString text = QString::fromUtf8(line).trimmed();
        if (text.isEmpty()) {
            continue;
        }
        const auto subject = parseSubject(text);
        if (!subject) {
            return badLine(path, number, subject.error().what);
        }
        const auto row = index.find(*subject);
        if (!row) {
            return badLine(
                path, number,
                QStringLiteral("%1 %2 is not in the cache.").arg(word(subject->kind), forCell(subject->name)));
        }
        subjects.push_back(index.subject(tableOf(subject->kind), *row));
    }
    return subjects;
}

} // namespace cordon
