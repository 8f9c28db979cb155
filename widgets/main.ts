/** One script for all hosts: JupyterLab asks for its extension, a page has its widgets drawn. */
import { offerToJupyterLab } from "./hosts/jupyterlab";
import { drawPage } from "./hosts/page";

offerToJupyterLab();
drawPage();
