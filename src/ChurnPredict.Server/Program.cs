using ChurnPredict;
using ChurnPredict.Parquet;
using ChurnPredict.Server;
using ChurnPredict.Server.Serving;

const string Usage = """
    Answers over gRPC how likely customers are to leave, what they are worth, why, and what is worth doing about it.

    usage: ChurnPredict.Server --models DIR --history DIR [--urls http://127.0.0.1:5001] [--web-urls http://127.0.0.1:5002]
      --models DIR              model folders and the champion, which is watched (models)
      --history DIR             the history folder, which is watched
      --urls URLS               gRPC, HTTP/2 (http://127.0.0.1:5001)
      --web-urls URLS           the page at / and /healthz, HTTP/1.1 (none)
      --as-of now               score as of today instead of the day after the last event that is past
      --catalogue FILE          an action catalogue (the built-in one)
      --certificate FILE        PEM or .pfx for https addresses; --certificate-key FILE where the key is apart
      --client-certificates FILE  PEM of authorities whose client certificates are required
      --tokens FILE             hashed bearer tokens: SHA-256-in-hex scorer|admin [expires], a line each
      --insecure                serve other machines without credentials
      --threads N               threads for loading
      --maximum-calls-in-flight N  calls beyond which new ones are refused (1000)
      --maximum-watchers N      open watches of health, and calls of reflection, apart from those (100)
    """;

if (args.Any(argument => argument is "--help" or "-h"))
{
    Console.WriteLine(Usage);
    return 0;
}

try
{
    var application = ServerHost.Build(ServerHost.ReadSettings(args));
    await application.RunAsync();
    return 0;
}
catch (InvalidServerSettingsException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}\nnext: ChurnPredict.Server --help");
    return 2;
}
catch (Exception exception) when (exception is InvalidCustomerDataException or InvalidParquetFileException or IOException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return exception is IOException ? 1 : 3;
}
