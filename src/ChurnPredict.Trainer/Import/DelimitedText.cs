using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ChurnPredict.Trainer.Import;

/// <summary>Reads delimited text with a header, compressed by gzip or not, row by row.</summary>
internal sealed class DelimitedText : IDisposable
{
    private readonly DelimitedParser _parser;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly ImportTally _tally;

    private DelimitedText(string path, char delimiter, Encoding encoding, ImportTally tally)
    {
        _file = Path.GetFileName(path);
        _tally = tally;
        _parser = new DelimitedParser(OpenText(path, encoding), delimiter);
        if (!ReadRecord()) throw new InvalidCustomerDataException($"{path}: found an empty file, expected a header and rows");
        for (var index = 0; index < _parser.Fields.Count; index++) _columns.TryAdd(_parser.Fields[index].Trim(), index);
    }

    public IReadOnlyCollection<string> ColumnNames => _columns.Keys;

    /// <summary>Where the current row stands, for messages.</summary>
    public string Where => $"{_file}, line {_parser.LineNumber}";

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InvalidCustomerDataException">The file is absent or empty, or a column is missing.</exception>
    /// <param name="path">The file.</param>
    /// <param name="tally">Where rows are counted.</param>
    /// <param name="requiredColumns">Columns that the header must have.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="encoding">How the text is encoded where no byte order mark says so; null = UTF-8, bytes that are none replaced.</param>
    public static DelimitedText Open(string path, ImportTally tally, IEnumerable<string> requiredColumns, char delimiter = ',', Encoding? encoding = null)
    {
        var text = new DelimitedText(path, delimiter, encoding ?? Encoding.UTF8, tally);
        foreach (var column in requiredColumns)
        {
            if (!text._columns.ContainsKey(column))
            {
                text.Dispose();
                throw new InvalidCustomerDataException($"{path}, line 1: found the columns {string.Join(", ", text._columns.Keys)}, expected also {column}");
            }
        }

        return text;
    }

    /// <summary>The text of a file, unpacked where it is gzip.</summary>
    public static StreamReader OpenText(string path) => OpenText(path, Encoding.UTF8);

    private static StreamReader OpenText(string path, Encoding encoding)
    {
        if (!File.Exists(path)) throw new InvalidCustomerDataException($"{path}: found no such file, expected the data to import");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file, encoding);
    }

    /// <summary>Goes to the next row with as many fields as the header; others are left out and counted.</summary>
    public bool Read()
    {
        while (ReadRecord())
        {
            _tally.Read();
            if (_parser.Fields.Count == _columns.Count) return true;
            _tally.LeaveOut($"found {_parser.Fields.Count} fields, expected {_columns.Count}", Where);
        }

        return false;
    }

    public int IndexOf(string column) => _columns[column];

    /// <summary>A field of the current row; null when it is blank.</summary>
    public string? this[int index]
    {
        get
        {
            var text = _parser.Fields[index];
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
    }

    public string? this[string column] => this[_columns[column]];

    /// <summary>A number of the current row; null when blank; a text that is no number is left to the caller as not finite.</summary>
    public double? Number(string column) => this[column] is { } text
        ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN
        : null;

    public void Dispose() => _parser.Dispose();

    private bool ReadRecord()
    {
        try
        {
            return _parser.Read();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidCustomerDataException($"{Where}: found damaged gzip data, expected the rest of the file", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidCustomerDataException(
                $"{_file}, line {_parser.LineNumber + 1} or later: found text that is not encoded as its mapping says, expected the file's own encoding there, such as encoding: shift_jis or windows-1252; without it utf-8 counts", exception);
        }
    }
}
