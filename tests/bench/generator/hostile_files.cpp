// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/hostile_files.h"

#include "tests/bench/generator/text_file.h"

#include <algorithm>

namespace cordon::bench {

namespace {

void addLine(Hostile kind, std::size_t row, std::string& text)
{
    const std::string number = std::to_string(row);
    switch (kind) {
    case Hostile::BadLines:
        text += "user" + number + ",\"never closed on this line, " + number + "x\"y,,,\n";
        break;
    case Hostile::ManyDomains:
        text += "user" + number + ",user" + number + "@d" + number + ".example,2025-06-11T10:17:00Z\n";
        break;
    case Hostile::OneDomain:
    case Hostile::LongLine:
        text += "user" + number + ",user" + number + "@one.example,2025-06-11T10:17:00Z\n";
        break;
    }
}

} // namespace

void writeHostile(Hostile kind, std::size_t rows, const std::string& path)
{
    TextFile file(path);
    file.text() += "username,email,date_joined\n";
    if (kind == Hostile::LongLine) {
        constexpr std::size_t kPiece = 1U << 16;
        for (std::size_t left = rows; left > 0; left -= std::min(left, kPiece)) {
            file.text().append(std::min(left, kPiece), 'a');
            file.written();
        }
        file.text() += '\n';
        addLine(kind, 1, file.text()); // what follows is read all the same
    } else {
        for (std::size_t row = 1; row <= rows; ++row) {
            addLine(kind, row, file.text());
            file.written();
        }
    }
    file.finish();
}

} // namespace cordon::bench
