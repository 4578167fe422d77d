"""`fstrn train RECIPE`: train a network, prepare its data, publish a run, draw its curve."""

from pathlib import Path
from typing import Annotated

import typer

from fstrn_gui.cli.console import INTERRUPTED, progress_bar, run_job


def train(
    recipe: Annotated[Path, typer.Argument(help="What to train on and how, a TOML file.")],
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the folder's checkpoint.")
    ] = False,
    start: Annotated[
        str | None,
        typer.Option(help="Begin with the weights of this model, at the step of its card."),
    ] = None,
    minutes: Annotated[float | None, typer.Option(min=0, help="Stop after so many.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the run.  [default: runs/MODEL]")
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    prepare: Annotated[
        bool,
        typer.Option(
            "--prepare", help="Do not train: write the compressed LR that the recipe trains on."
        ),
    ] = False,
    publish: Annotated[
        Path | None,
        typer.Option(help="Do not train: write the run's model and card into this folder."),
    ] = None,
    mean_with: Annotated[
        str | None,
        typer.Option(help="With --publish: the mean with this model, which the run began with."),
    ] = None,
    curve: Annotated[
        Path | None, typer.Option(help="Do not train: draw the run's curve into this PNG file.")
    ] = None,
) -> None:
    """Train a network as a recipe says. Ctrl+C leaves a checkpoint to go on from."""
    # these load torch; --help must not.
    from fstrn_gui.engine.device import choose_device
    from fstrn_gui.training.run import draw_run, run_folder
    from fstrn_gui.training.run import train as run

    if prepare:
        prepare_set(recipe)
    if publish is not None:
        publish_run(recipe, run_folder(recipe, out), publish, mean_with)
    elif mean_with is not None:
        raise typer.BadParameter("--mean-with needs --publish: a folder to write the mean into.")
    if curve is not None:
        draw_run(recipe, out, curve)
    if publish is None and curve is None and not prepare:
        chosen = choose_device(device).device
        if run(recipe, out, minutes, chosen, resume=resume, start=start):
            raise typer.Exit(INTERRUPTED)


def prepare_set(path: Path) -> None:
    """Write the recipe's prepared set and say what it holds."""
    from fstrn_gui.cli.preparing import prepare  # loads PyAV, and torch with the recipe
    from fstrn_gui.training.recipe import read_recipe

    recipe = read_recipe(path)
    with progress_bar("Preparing") as report:
        if not run_job(prepare(recipe), report):
            raise typer.Exit(INTERRUPTED)
    folder = Path(recipe.data.prepared)
    sizes = [file.stat().st_size for file in folder.glob("*.mp4")]
    typer.echo(f"{folder}: {len(sizes)} files, {sum(sizes) / 2**20:.1f} MiB")


def publish_run(recipe: Path, run: Path, folder: Path, mean_with: str | None) -> None:
    """Make a model of a run and say which."""
    from fstrn_gui.network.weights import load_model  # loads torch
    from fstrn_gui.training.publish import publish
    from fstrn_gui.training.recipe import read_recipe

    model = None if mean_with is None else load_model(mean_with)
    card = publish(read_recipe(recipe), recipe.name, run, folder, model)
    typer.echo(f"{folder / card.id}.toml: step {card.steps}, {card.minutes:g} minutes")
