// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cordon::bench {

// One record of an import file (cli.md) in either form: begin, its fields in order, end. Both forms
// say the same.

/// A line of CSV, RFC 4180.
class CsvLine {
public:
    explicit CsvLine(std::string& out) : m_out(out) {}

    static void header(std::span<const std::string_view> names, std::string& out);
    void begin(std::string_view) { m_first = true; }
    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::uint64_t value);
    void truth(std::string_view name, bool value) { plain(name, value ? "true" : "false"); }
    void time(std::string_view name, std::int64_t seconds);
    void end() { m_out += "\r\n"; }

private:
    void plain(std::string_view name, std::string_view value);
    void comma();

    std::string& m_out;
    bool m_first = true;
};

/// A line of JSON Lines; empty texts are left out.
class JsonLine {
public:
    explicit JsonLine(std::string& out) : m_out(out) {}

    void begin(std::string_view type);
    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::uint64_t value);
    void truth(std::string_view name, bool value);
    void time(std::string_view name, std::int64_t seconds);
    void end() { m_out += "}\n"; }

private:
    void key(std::string_view name);

    std::string& m_out;
};

} // namespace cordon::bench
