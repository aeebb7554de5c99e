using System.Text;

namespace ChurnPredict.Trainer.Import;

/// <summary>Splits delimited text into records by RFC 4180: fields may stand in double quotes, in which a doubled quote is one, and
/// delimiters and line ends are text.</summary>
internal sealed class DelimitedParser(TextReader reader, char delimiter) : IDisposable
{
    private readonly List<string> _fields = [];
    private readonly StringBuilder _quoted = new();
    private string? _line;

    /// <summary>Lines read so far, from 1.</summary>
    public long LineNumber { get; private set; }

    public IReadOnlyList<string> Fields => _fields;

    /// <summary>Goes to the next record; lines without any text are passed over.</summary>
    public bool Read()
    {
        _fields.Clear();
        do
        {
            if (!NextLine()) return false;
        }
        while (_line!.Length == 0);
        var at = 0;
        while (at >= 0) at = _line.Length > at && _line[at] == '"' ? ReadQuoted(at + 1) : ReadPlain(at);
        return true;
    }

    public void Dispose() => reader.Dispose();

    private bool NextLine()
    {
        _line = reader.ReadLine();
        if (_line is not null) LineNumber++;
        return _line is not null;
    }

    /// <summary>Reads a field without quotes and returns where the next one starts, −1 after the last.</summary>
    private int ReadPlain(int start)
    {
        var end = _line!.IndexOf(delimiter, start);
        _fields.Add(end < 0 ? _line[start..] : _line[start..end]);
        return end < 0 ? -1 : end + 1;
    }

    private int ReadQuoted(int start)
    {
        _quoted.Clear();
        while (true)
        {
            var quote = _line!.IndexOf('"', start);
            if (quote < 0)
            {
                // The field goes on in the next line; where there is none the file was cut off, and what there is stands.
                _quoted.Append(_line, start, _line.Length - start);
                if (!NextLine()) break;
                _quoted.Append('\n');
                start = 0;
                continue;
            }

            _quoted.Append(_line, start, quote - start);
            if (quote + 1 >= _line.Length || _line[quote + 1] != '"') return EndQuoted(quote + 1);
            _quoted.Append('"');
            start = quote + 2;
        }

        _fields.Add(_quoted.ToString());
        _line = "";
        return -1;
    }

    /// <summary>Text between a closing quote and the delimiter belongs to the field, as spreadsheets read it.</summary>
    private int EndQuoted(int start)
    {
        var end = _line!.IndexOf(delimiter, start);
        _quoted.Append(_line, start, (end < 0 ? _line.Length : end) - start);
        _fields.Add(_quoted.ToString());
        return end < 0 ? -1 : end + 1;
    }
}
