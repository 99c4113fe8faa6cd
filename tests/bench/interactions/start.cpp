// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/rivals/browser.h"

namespace cordon::bench {

/// From the start of the process to the first page on the screen.
Results start(Stage& stage)
{
    Measured page = stage.begin("start", "start to the first page", {1.0 / 3, 150, 150, 250});
    Measured columns = stage.begin("start-columns", "start to every answer", {{}, 0, 0, 500});
    const QString workspace = stage.workspace();
    const QString browser = databaseBrowser();
    const QString file = workspace + QStringLiteral("/cache.db"); // the same file for both
    stage.closeSession();
    std::vector<double> pages, answers, browsers;
    const Rounds wanted = stage.rounds(3);
    for (int round = 0; round < wanted.least; ++round) {
        const QJsonObject answer = startInside({QStringLiteral("window"), workspace}).object;
        pages.push_back(answer[QStringLiteral("first_page_ms")].toDouble());
        answers.push_back(answer[QStringLiteral("everything_ms")].toDouble());
        if (!browser.isEmpty()) {
            browsers.push_back(browserOpens(browser, file));
        }
    }
    page.ours = figureOf(pages);
    columns.ours = figureOf(answers);
    page.runs = columns.runs = wanted.least;
    if (browsers.empty()) {
        page.note = QStringLiteral("DB Browser for SQLite is not installed");
    } else {
        page.rival = QStringLiteral("DB Browser for SQLite");
        page.theirs = figureOf(browsers);
    }
    return stage.scale().name == 'L' ? Results{page, columns} : Results{page};
}

} // namespace cordon::bench
