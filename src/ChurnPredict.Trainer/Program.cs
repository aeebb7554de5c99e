using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
return CommandLine.Run(args, Terminal.ForProcess(), interrupt.Token);
