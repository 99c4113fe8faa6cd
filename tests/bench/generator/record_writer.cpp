// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/record_writer.h"

#include "tests/bench/generator/texts.h"

namespace cordon::bench {

void CsvLine::header(std::span<const std::string_view> names, std::string& out)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        out += i == 0 ? "" : ",";
        out += names[i];
    }
    out += "\r\n";
}

void CsvLine::comma()
{
    if (!m_first) {
        m_out += ',';
    }
    m_first = false;
}

void CsvLine::plain(std::string_view, std::string_view value)
{
    comma();
    m_out += value;
}

void CsvLine::text(std::string_view, std::string_view value)
{
    comma();
    if (value.find_first_of("\",\r\n") == std::string_view::npos) {
        m_out += value;
        return;
    }
    m_out += '"';
    for (const char c : value) {
        m_out.append(c == '"' ? 2 : 1, c);
    }
    m_out += '"';
}

void CsvLine::number(std::string_view, std::uint64_t value)
{
    comma();
    appendNumber(value, m_out);
}

void CsvLine::time(std::string_view, std::int64_t seconds)
{
    comma();
    appendTime(seconds, m_out);
}

void JsonLine::begin(std::string_view type)
{
    m_out += "{\"type\":\"";
    m_out += type;
    m_out += '"';
}

void JsonLine::key(std::string_view name)
{
    m_out += ",\"";
    m_out += name;
    m_out += "\":";
}

void JsonLine::text(std::string_view name, std::string_view value)
{
    if (value.empty()) {
        return;
    }
    key(name);
    m_out += '"';
    for (const char c : value) {
        if (static_cast<unsigned char>(c) < 0x20) {
            static constexpr std::string_view kDigits = "0123456789abcdef";
            m_out += "\\u00";
            m_out += kDigits[static_cast<unsigned char>(c) >> 4U];
            m_out += kDigits[static_cast<unsigned char>(c) & 15U];
            continue;
        }
        if (c == '"' || c == '\\') {
            m_out += '\\';
        }
        m_out += c;
    }
    m_out += '"';
}

void JsonLine::number(std::string_view name, std::uint64_t value)
{
    key(name);
    appendNumber(value, m_out);
}

void JsonLine::truth(std::string_view name, bool value)
{
    key(name);
    m_out += value ? "true" : "false";
}

void JsonLine::time(std::string_view name, std::int64_t seconds)
{
    key(name);
    m_out += '"';
    appendTime(seconds, m_out);
    m_out += '"';
}

} // namespace cordon::bench
