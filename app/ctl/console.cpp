// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace cordon::ctl {

namespace {

bool write(FILE* to, const QByteArray& bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, to) == size && std::fflush(to) == 0;
}

bool isHidden(char32_t codePoint)
{
    const QChar::Category category = QChar::category(codePoint);
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph;
}

/// A document that a terminal may show: what would steer it is escaped, and reads as the same text.
QByteArray oneLine(const QJsonObject& object)
{
    const QString plain = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QString safe;
    safe.reserve(plain.size());
    const QList<uint> codePoints = plain.toUcs4();
    for (const uint codePoint : codePoints) {
        if (!isHidden(codePoint)) {
            safe += QStringView(QChar::fromUcs4(codePoint));
            continue;
        }
        for (const char16_t unit : QChar::fromUcs4(codePoint)) {
            safe += QStringLiteral("\\u%1").arg(static_cast<uint>(unit), 4, 16, QLatin1Char('0'));
        }
    }
    return safe.toUtf8() + '\n';
}

} // namespace

/// A script that saves the output to a full disk must not take half of it for the whole.
void Console::print(const QByteArray& bytes)
{
    if (write(stdout, bytes) || m_outputLost || errno == EPIPE) { // who reads may stop reading
        return;
    }
    const QString why = qt_error_string(errno);
    m_outputLost = true;
    write(stderr,
          QStringLiteral("cordonctl: The output could not be written: %1. What was done stands.\n").arg(why).toUtf8());
}

void Console::result(const QJsonObject& document, const QString& text)
{
    if (json || jsonl) {
        print(oneLine(document));
    } else if (!text.isEmpty()) {
        print(text.toUtf8() + (text.endsWith(QLatin1Char('\n')) ? "" : "\n"));
    }
}

void Console::list(const QJsonObject& document, const QString& member, const QString& text)
{
    if (!jsonl) {
        result(document, text);
        return;
    }
    const QJsonArray rows = document.value(member).toArray();
    for (const QJsonValue& row : rows) {
        print(oneLine(row.toObject()));
    }
}

void Console::say(const QString& line) const
{
    if (!quiet) {
        write(stderr, line.toUtf8() + '\n');
    }
}

void Console::fail(const Error& error)
{
    write(stderr, "cordonctl: " + error.sentence().toUtf8() + '\n');
    m_exit = exitCode(error.kind);
}

ProgressSink Console::progress() const
{
    if (quiet || ::isatty(STDERR_FILENO) == 0) {
        return [](const Progress&) {};
    }
    return [](const Progress& at) {
        const QString share = at.total > 0 ? QStringLiteral(" %1 %").arg(at.done * 100 / at.total) : QString();
        write(stderr, "\r\x1b[K" + at.stage.toUtf8() + share.toUtf8());
        if (at.total > 0 && at.done >= at.total) {
            write(stderr, "\n");
        }
    };
}

std::unique_ptr<Session> Console::open(OpenMode mode)
{
    auto session = Session::open(workspace, mode, stop());
    if (!session) {
        fail(session.error());
        return nullptr;
    }
    return std::move(*session);
}

} // namespace cordon::ctl
